"""MAILBOX_URL: what can be used, and what it means."""

import pytest

from tests.examples import for_each
from tracker.mail_config import Mailbox, mailbox_url


@for_each(
    [
        "pop3://u:p@mail.example.org",
        "imaps://mail.example.org",
        "imaps://u@mail.example.org",
        "imaps://u:p@mail.example.org/INBOX",
        "imaps://u:p@mail.example.org/INBOX?address=a+b@example.org",
        "imaps://a%40x.dk:p@mail.example.org/?auth=microsoft",
        "imaps://a%40x.dk:p@m.example.org/?auth=google&client=c&secret=s&token_url=http://x.dk",
    ]
)
def test_what_cannot_be_used_is_named(url):
    with pytest.raises(ValueError, match="MAILBOX_URL"):
        mailbox_url(url)


def test_a_mailbox_is_read_from_its_address():
    url = "imaps://post%40example.org:p%2Fw@mail.example.org/Fors%C3%B8g"
    box = Mailbox.of(mailbox_url(url))
    assert (box.host, box.port, box.encrypted) == ("mail.example.org", 993, True)
    assert (box.user, box.secret, box.folder) == ("post@example.org", "p/w", "Forsøg")
    assert box.address_with("abc") == "post+abc@example.org"
    assert Mailbox.of("imap://u:p@h.dk?address=a@x.dk").port == 143

"""A browser in words."""

from tests.examples import for_each_case
from tracker.accounts.devices import UNKNOWN, device

WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko)"
)


@for_each_case(
    ("agent", "words"),
    [
        (WINDOWS, "Chrome on Windows"),
        (WINDOWS + " Edg/126.0", "Edge on Windows"),
        (IPHONE + " Version/17.5 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        (IPHONE + " CriOS/126.0 Mobile/15E148 Safari/604.1", "Chrome on iPhone"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko/20100101 Firefox/127.0",
            "Firefox on Mac",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
            "Firefox on Linux",
        ),
        (
            (
                "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 SamsungBrowser/25.0"
                " Chrome/121.0"
            ),
            "Samsung Internet on Android",
        ),
        ("curl/8.5.0", UNKNOWN),
        ("", UNKNOWN),
        ("Windows", "Windows"),
    ],
)
def test_a_browser_is_told_in_words(agent, words):
    message, filling = device(agent)
    assert (message % filling if filling else message) == words

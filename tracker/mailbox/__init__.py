"""The mailbox that the worker reads: mails that came back, and those to one's own address."""

"""Messages between the programs: a line of JSON each."""

import json
import re
import threading

# What stands before a password, and the password: in a URL, in SQL or a call, in the words that libpq reads.
PASSWORDS = (
    re.compile(r"""(://[^\s:/@'"]*:)[^\s'"]*(?=@)"""),
    re.compile(r"""(\bpass(?:word|wd)["']?\s*[=:,]?\s*(["']))(?:(?!\2).)+(?=\2)""", re.IGNORECASE),
    re.compile(r"""(\bpassword=)[^\s'"()\[\],;&]+""", re.IGNORECASE),
)


class Closed(Exception):
    """The other side is gone."""


class Wire:
    """Both directions. Secrets never go out, unless it is to the process that needs them."""

    def __init__(self, inbox, outbox, plain=False):
        self.plain = plain
        self.inbox = inbox
        self.outbox = outbox
        self.rest = b""
        self.secrets = set()
        self.lock = threading.Lock()

    def hide(self, secret):
        """Show `***` wherever the secret would be shown."""
        if secret:
            from urllib.parse import quote, quote_plus

            for written in (secret, quote(secret, safe=""), quote_plus(secret)):
                # Drivers and configuration files double the `%`.
                self.secrets.update((written, written.replace("%", "%%")))

    def send(self, message):
        """Hand a message over."""
        text = json.dumps(message if self.plain else self.cleaned(message)) + "\n"
        with self.lock:
            try:
                data = text.encode("ascii")
                while data:
                    data = data[self.outbox.write(data):]
            except (OSError, ValueError):
                raise Closed from None

    def receive(self):
        """The next message."""
        while b"\n" not in self.rest:
            try:
                read = self.inbox.read(1 << 16)
            except (OSError, ValueError):
                read = b""
            if not read:
                raise Closed
            self.rest += read
        line, _, self.rest = self.rest.partition(b"\n")
        return json.loads(line.decode("ascii"))

    def cleaned(self, value):
        """The value without secrets."""
        if isinstance(value, str):
            for secret in sorted(self.secrets, key=len, reverse=True):
                value = value.replace(secret, "***")
            for password in PASSWORDS:
                value = password.sub(r"\1***", value)
            return value
        if isinstance(value, dict):
            return {key: self.cleaned(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.cleaned(item) for item in value]
        return value

"""Django's send_mail in a loop, to an SMTP sink. Prints mails a second.

Run by the peers' Python: `python django_mail.py PORT FOLDER`, where FOLDER holds letters as JSON (subject, text, html,
to). The letters are worded and laid out already, and nothing is kept: Django does less here than Paceline does.
"""

import json
import sys
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.core.mail import send_mail


def main(port: int, folder: Path) -> None:
    settings.configure(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, DEFAULT_CHARSET="utf-8", USE_I18N=False)
    letters = [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]
    start = perf_counter()
    for each in letters:
        send_mail(each["subject"], each["text"], "async@acme.example", [each["to"]], html_message=each["html"])
    print(len(letters) / (perf_counter() - start))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

"""Mails that no hand wrote, and mails of people that look like these."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from paceline.inbox.machines import Machine, judge
from paceline.inbox.mail import Message, read

TOKEN = "abcdefghijklmnopqrstuvwx23"
OURS = "<k3fabcdefg.aaaaaaaaaaaaaaaa@acme.example>"


def mail(text: str = "Done.", subject: str = "Re: Platform weekly: your update", **fields: str) -> Message:
    """A mail of Bo's in answer to a letter of ours, but for what is said otherwise; an empty field is left out."""
    headers = {
        "Return-Path": "<bo@client.example>",
        "From": "Bo <bo@client.example>",
        "To": "async@acme.example",
        "Subject": subject,
        "In-Reply-To": OURS,
        "Date": "Fri, 27 Nov 2026 09:00:00 +0100",
        "Content-Type": "text/plain; charset=utf-8",
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    block = "".join(f"{name}: {value}\n" for name, value in headers.items() if value)
    message = read((block + "\n" + dedent(text)).encode())
    assert isinstance(message, Message)
    return message


def report(
    fields: str,
    text: str = "It did not work.",
    kind: str = "delivery-status",
    enclosed: str = "",
    to: str = f"async+b-{TOKEN}@acme.example",
) -> Message:
    parts = [("text/plain", text), (f"message/{kind}", dedent(fields)), ("message/rfc822", dedent(enclosed))]
    return mail(
        "".join(f"--b\nContent-Type: {name}\n\n{content}\n" for name, content in parts if content) + "--b--\n",
        subject="Something",
        Content_Type=f'multipart/report; report-type={kind}; boundary="b"',
        From="Mail Delivery System <MAILER-DAEMON@mx.client.example>",
        Return_Path="<>",
        To=to,
    )


def kind(message: Message) -> str:
    machine = judge(message)
    return machine.kind if machine else "person"


def judged(message: Message) -> Machine:
    machine = judge(message)
    assert machine is not None
    return machine


# --- bounces --------------------------------------------------------------------------------------------------


def test_a_standard_bounce_names_the_recipient_the_status_and_our_letter():
    message = report(
        """\
        Reporting-MTA: dns; mx.client.example

        Original-Recipient: rfc822;Eve@client.example
        Final-Recipient: rfc822; Eve@client.example
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 <eve@client.example>:
            Recipient address rejected: User unknown
        """,
        enclosed=f"""\
            From: async@acme.example
            To: eve@client.example
            Message-ID: {OURS}

            Good morning Eve.
            """,
    )
    machine = judged(message)
    bounce = machine.bounce
    assert bounce is not None
    assert machine.kind == "bounce"
    assert bounce.recipient == "eve@client.example"
    assert bounce.status == "5.1.1"
    assert bounce.permanent
    assert bounce.diagnostic.endswith("User unknown")
    assert bounce.original_id == OURS
    assert bounce.verp == TOKEN


@pytest.mark.parametrize(
    ("action", "status", "expected", "permanent"),
    [
        ("failed", "5.2.2", "bounce", True),
        ("failed", "4.4.7", "bounce", False),
        ("Failed", "5.0.0 (permanent)", "bounce", True),
        ("expired", "4.4.7", "bounce", False),
        ("delayed", "4.4.1", "delayed", False),
        ("delayed", "5.4.1", "delayed", False),
        ("delivered", "2.0.0", "delivered", False),
        ("relayed", "2.1.5", "delivered", False),
        ("expanded", "2.0.0", "delivered", False),
        ("", "5.1.1", "bounce", True),
        ("", "4.2.1", "delayed", False),
    ],
)
def test_the_action_says_what_became_of_a_letter(action, status, expected, permanent):
    fields = f"Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; eve@client.example\nStatus: {status}\n"
    machine = judged(report(fields + (f"Action: {action}\n" if action else "")))
    assert (machine.kind, machine.bounce and machine.bounce.permanent) == (expected, permanent)


def test_of_several_recipients_the_one_that_failed_counts():
    machine = judged(
        report(
            """\
            Reporting-MTA: dns; mx

            Final-Recipient: rfc822; ana@client.example
            Action: delivered
            Status: 2.0.0
            Final-Recipient: rfc822; bo@client.example
            Action: delayed
            Status: 4.4.1

            Final-Recipient: rfc822; eve@client.example
            Action: failed
            Status: 5.1.1
            """
        )
    )
    assert machine.kind == "bounce"
    assert machine.bounce is not None
    assert machine.bounce.recipient == "eve@client.example"


def test_recipients_that_are_not_kept_apart_are_told_apart():
    fields = [f"Final-Recipient: rfc822; {who}@c.example\nAction: {what}\n" for who, what in TWO]
    bounce = judged(report("Reporting-MTA: dns; mx\n\n" + "".join(fields))).bounce
    assert bounce is not None
    assert bounce.recipient == "eve@c.example"


TWO = (("bo", "delivered"), ("eve", "failed"))


def test_the_exact_status_may_stand_in_the_diagnostic():
    fields = (
        "Final-Recipient: rfc822; e@c.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 552 5.2.2 full\n"
    )
    bounce = judged(report("Reporting-MTA: dns; mx\n\n" + fields)).bounce
    assert bounce is not None
    assert bounce.status == "5.2.2"


POSTMASTER = {"From": "MAILER-DAEMON@mx.client.example", "Return_Path": "<>", "In_Reply_To": ""}
WORDED = [
    (
        "failure notice",
        """\
        Hi. This is the mail program at mx.client.example.
        I was unable to deliver your message to the following addresses.

        <eve@client.example>:
        192.0.2.1 does not like recipient.
        Remote host said: 550 5.1.1 no such person

        --- Below this line is a copy of the message.

        To: eve@client.example
        Message-ID: <1@acme.example>
        """,
        "5.1.1",
    ),
    (
        "Mail delivery failed: returning message to sender",
        """\
        A message that you sent could not be delivered. The following address(es) failed:

          eve@client.example
            mailbox is full: retry timeout exceeded

        ------ This is a copy of the message, including all the headers. ------

        Received: from acme.example by mx
        Message-ID: <1@acme.example>
        To: team@client.example
        """,
        "5.2.2",
    ),
    (
        "Unzustellbar: Platform weekly",
        """\
        Ihre Nachricht hat den folgenden Empfänger nicht erreicht:
        Recipient: eve@client.example
        The recipient name is not recognized

        Original message headers:
        Message-ID: <1@acme.example>
        """,
        "5.1.1",
    ),
    (
        "Undeliverable",
        """\
        >>> RCPT TO:<eve@client.example>
        <<< 554 go away

        ----- Original message -----
        Message-ID: <1@acme.example>
        """,
        "5.0.0",
    ),
]


@pytest.mark.parametrize(("subject", "text", "status"), WORDED)
def test_a_bounce_in_words_tells_the_same(subject, text, status):
    machine = judged(mail(text, subject=subject, **POSTMASTER))
    bounce = machine.bounce
    assert bounce is not None
    assert (machine.kind, bounce.recipient, bounce.status) == ("bounce", "eve@client.example", status)
    assert bounce.permanent
    assert bounce.original_id == "<1@acme.example>"


def test_what_the_letter_said_is_not_the_report():
    text = """\
        I was unable to deliver your message. Please write to <help@client.example> for help.
        <help@client.example>:
        <eve@client.example>:
        no such user

        --- Below this line is a copy of the message.
        To: eve@client.example

        THIS IS A WARNING MESSAGE ONLY. Address: bo@client.example said 450 4.2.2.
        """
    machine = judged(mail(text, subject="failure notice", **POSTMASTER))
    bounce = machine.bounce
    assert bounce is not None
    assert (machine.kind, bounce.recipient, bounce.status) == ("bounce", "eve@client.example", "5.1.1")


def test_status_fields_in_the_text_of_a_daemon_count():
    text = "An error occurred.\n\nFinal-Recipient: rfc822; eve@client.example\nAction: failed\nStatus: 4.4.7\n"
    bounce = judged(mail(text, subject="Delivery Status Notification (Failure)", **POSTMASTER)).bounce
    assert bounce is not None
    assert (bounce.recipient, bounce.status, bounce.permanent) == ("eve@client.example", "4.4.7", False)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Warning: could not send message for past 4 hours", "550 5.1.1 but we try on"),
        (
            "Delivery Status Notification (Delay)",
            "Delivery to eve@client.example failed, 450 4.2.2. It will be retried.",
        ),
        ("Zustellung verzögert", "Die Nachricht an eve@client.example wurde verspätet"),
    ],
)
def test_a_delay_is_never_permanent(subject, text):
    machine = judged(mail(text, subject=subject, **POSTMASTER))
    assert machine.kind == "delayed"
    assert machine.bounce is not None
    assert not machine.bounce.permanent


def test_the_token_is_also_found_in_the_letter_that_came_back():
    enclosed = f"From: async@acme.example\nReply-To: async+{TOKEN.upper()}@acme.example\n\nx"
    fields = "Final-Recipient: rfc822; e@c.example\nAction: failed\nStatus: 5.1.1\n"
    message = report(fields, enclosed=enclosed, to="async@acme.example")
    bounce = judged(message).bounce
    assert bounce is not None
    assert bounce.verp == TOKEN


# --- automatic replies ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        ("Auto-Submitted", "auto-replied (vacation)"),
        ("X-Autoreply", "yes"),
        ("X-Autorespond", "Platform weekly"),
        ("X-AutoReply-From", "bo@client.example"),
        ("X-Mail-Autoreply", "bo"),
        ("Precedence", "auto_reply"),
        ("X-Apple-Action", "VACATION"),
        ("X-MS-Exchange-Inbox-Rules-Loop", "bo@client.example"),
        ("Return-Path", "<>"),
    ],
)
def test_an_automatic_reply_by_its_headers(header):
    assert kind(mail("I am not here.", **{header[0].replace("-", "_"): header[1]})) == "auto-reply"


@pytest.mark.parametrize(
    "prefix",
    [
        "Automatic reply", "Auto Reply", "Automatische Antwort", "Abwesenheitsnotiz", "Réponse automatique",
        "Respuesta automática", "Risposta automatica", "Resposta automática", "Automatisch antwoord", "Autosvar",
        "Automatiskt svar", "Automaattinen vastaus", "Odpowiedź automatyczna", "Automatická odpověď",
        "Automatikus válasz", "Автоматический ответ", "Автоматична відповідь", "Otomatik yanıt", "Αυτόματη απάντηση",
        "Răspuns automat", "תשובה אוטומטית", "رد تلقائي", "自動返信", "自动回复", "자동 회신", "Trả lời tự động",
    ],
)  # fmt: skip
def test_a_machine_puts_its_own_words_before_our_subject(prefix):
    assert kind(mail("…", subject=f"{prefix}: Platform weekly: your update")) == "auto-reply"


def test_words_about_an_absence_need_company():
    subject = "Out of office Platform weekly"
    assert kind(mail("I am away and will answer when I am back.", subject=subject)) == "auto-reply"
    assert kind(mail("Let us put this sign up.", subject=subject)) == "person"
    assert kind(mail("I am away next week.", subject=subject, In_Reply_To="")) == "person"


@pytest.mark.parametrize(
    "message",
    [
        mail(),
        mail("I am out of office from Monday, Eve takes over.\n\n- ship the importer by Friday"),
        mail(Auto_Submitted="no"),
        mail(X_Autoreply="no"),
        mail(X_Auto_Response_Suppress="All"),
        mail(Precedence="bulk"),
        mail(Precedence="list", List_Id="<team.client.example>"),
        mail(subject="Fwd: Automatic reply: hello", In_Reply_To=""),
        mail("FYI, I own it now.", subject="Re: Automatic reply: Platform weekly"),
        mail("Mache ich bis Freitag.", subject="AW: Abwesenheitsnotiz einrichten"),
        mail("I will call the courier.", subject="Undeliverable packages", In_Reply_To=""),
        mail("delivery failed for eve@client.example, shall I resend?", subject="Delivery failed", In_Reply_To=""),
        mail(From="Paul Postmaster <paul.postmaster@client.example>"),
        mail(From="Al <al@auto-reply-cars.example>", Return_Path="<al@auto-reply-cars.example>"),
        mail("> Final-Recipient: rfc822; eve@client.example\n> Action: failed\n\nWhat shall we do?"),
        mail("Please confirm your address, Ana."),
        mail(WORDED[0][1], subject="Fwd: failure notice", In_Reply_To=""),
        mail(From="Eva Jirásková <jiraskova@client.example>"),
        mail(From="Jira Novak <jira.novak@client.example>"),
        mail(From="Bo Bouncer <bouncer@client.example>"),
    ],
    ids=range(20),
)
def test_people_are_people(message):
    assert judge(message) is None


# --- absences -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("I am out of the office from 30 November to 4 December 2026.", (11, 30), (12, 4)),
        ("Out from 2026-11-30 to 2026-12-04.", (11, 30), (12, 4)),
        ("I will be away until Monday, 7 December.", None, (12, 7)),
        ("I will be back in the office on Monday 7 December.", None, (12, 6)),
        ("Ich bin vom 30.11. bis zum 4.12. nicht im Büro.", (11, 30), (12, 4)),
        ("Ab dem 7. Dezember bin ich wieder für Sie da.", None, (12, 6)),
        ("Je suis absent du 30 novembre au 4 décembre inclus.", (11, 30), (12, 4)),
        ("Estoy de vacaciones del 30 de noviembre al 4 de diciembre.", (11, 30), (12, 4)),
        ("Sono in ferie dal 30 novembre al 4 dicembre.", (11, 30), (12, 4)),
        ("Ik ben afwezig van 30 november t/m 4 december.", (11, 30), (12, 4)),
        ("Estou de férias até 4 de dezembro.", None, (12, 4)),
    ],
)
def test_the_days_of_an_absence(text, first, last):
    machine = judged(mail(text, Auto_Submitted="auto-replied"))
    assert machine.absence == (first and date(2026, *first), date(2026, *last))


@pytest.mark.parametrize(
    "text",
    [
        "I am away until further notice.",
        "I am away until 12/04/2026.",
        "I was away until 3 March 2020.",
        "I am away from 4 December to 30 November 2026.",
        "In urgent cases call Eve on 555 1234 from 9 to 5.",
        "> I will be away until Monday, 7 December.",
    ],
)
def test_an_absence_that_is_not_clear_is_not_guessed(text):
    machine = judged(mail(text, Auto_Submitted="auto-replied"))
    assert machine.kind == "auto-reply"
    assert machine.absence is None


# --- others ---------------------------------------------------------------------------------------------------


def test_a_read_receipt():
    fields = "Final-Recipient: rfc822; bo@client.example\nDisposition: manual-action/MDN-sent-manually; displayed\n"
    assert kind(report(fields, kind="disposition-notification")) == "disposition"


def test_a_complaint():
    assert kind(report("Feedback-Type: abuse\nVersion: 1\n", kind="feedback-report")) == "feedback"


def test_a_challenge():
    text = "Your message to Bo is waiting. Please click the link to confirm that you are a person."
    assert kind(mail(text, subject="Please verify your message")) == "challenge"


@pytest.mark.parametrize(
    "message",
    [
        mail("Your ticket (123) was received.", Auto_Submitted="auto-generated"),
        mail("Case created", From="Support <no-reply@client.example>"),
        mail("cron says hello", Return_Path="<>", In_Reply_To="", subject="report"),
    ],
    ids=["generated", "no-reply", "null"],
)
def test_a_robot(message):
    assert kind(message) == "robot"


CALENDAR = "text/calendar; charset=utf-8; method={}"


def test_an_invite_is_not_judged_even_where_the_calendar_marks_it():
    invite = mail("BEGIN:VCALENDAR\n", Content_Type=CALENDAR.format("REQUEST"), Auto_Submitted="auto-generated")
    assert judge(invite) is None
    assert judge(mail("BEGIN:VCALENDAR\n", Content_Type=CALENDAR.format("REQUEST"), Return_Path="<>")) is None


def test_an_automatic_answer_to_an_invite_is_a_calendar_matter():
    for mark in ("auto-generated", "auto-replied"):
        answer = mail("BEGIN:VCALENDAR\n", Content_Type=CALENDAR.format("REPLY"), Auto_Submitted=mark)
        assert kind(answer) == "calendar"
    assert judge(mail("BEGIN:VCALENDAR\n", Content_Type=CALENDAR.format("REPLY"))) is None


def test_the_method_may_stand_in_the_calendar_only():
    for method, expected in (("REQUEST", "person"), ("REPLY", "calendar")):
        calendar = f"BEGIN:VCALENDAR\nMETHOD:{method}\nEND:VCALENDAR\n"
        assert kind(mail(calendar, Content_Type="text/calendar", Auto_Submitted="auto-generated")) == expected

"""Mails that answer no letter of ours: mailing lists, Notes and Outlook of 2000, signatures, and what only looks so."""

from __future__ import annotations

import pace
import pytest
from inbox.clients import mail
from inbox.wordings import BO

from paceline.inbox.mail import Message
from paceline.inbox.quoting import new_words

OWN = "Two lines of mine,\nand the second ends here."
ARMOUR = "-----BEGIN PGP SIGNATURE-----\nVersion: 1\n\niEYEARECAAYFAkmtK1QACgkQ\n=abcd\n-----END PGP SIGNATURE-----"

# What stands under the author's words, none of it theirs.
NOTES = {
    "forwarded by": "------------- Forwarded by Ana Stone/HOU/ACM on 04/20/2001 10:00 AM -------------\n\n\nBo Lind\n"
    "04/19/2001 06:11 PM\nTo:\tAna Stone/HOU/ACM@ACM\ncc:\t \n\nSubject:\tContract\n\nold words",
    "forwarded by, wrapped": "------------- Forwarded by Ana Stone/HOU/ACM on 04/20/2001 10:00 \nAM -------------\n\n"
    '\n"Lind, Bo" <bo@acme.example> on 04/19/2001 06:11:32 PM\nTo: "Ana (E-mail)" <ana@acme.example>\n\nold words',
    "forwarded, indented": '----- Forwarded by Bo Lind/ACM on 05/03/2001 09:21 AM -----\n\n\t"Eve" <eve@acme.example>\n'
    "\t05/02/2001 04:12 PM\n\t\t \n\t\t To: <bo@acme.example>\n\t\t cc: \n\t\t Subject: deal\n\nold words",
    "name and moment": "\n\n\nBo Lind@ACM\n04/19/2001 06:11 PM\n\t\n\t\n\t To: Ana Stone/ACM@ACM\n"
    "\t cc: Eve/ACM@ACM\n\t \n"
    "\t Subject: Lunch\n\nold words",
    "moment first": "\n\n\n05/03/2000 09:21 AM\nBo Lind\nBo Lind\n05/03/2000 09:21 AM\nTo: Ana/ACM@ACM\ncc:  \n\n"
    "Subject: x\n"
    "\nold words",
    "sent by": "\n\n\nBo Lind\nSent by: Eve Roy\n04/19/2001 06:11 PM\nTo:\tAna Stone/ACM@ACM\ncc:\t \n\n"
    "Subject:\tx\n\nold words",
    "please respond to": '\n\n\n"Bo Lind" <bo@acme.example>\n05/03/2000 09:21 AM\nPlease respond to "Bo Lind"\n'
    "To: <ana@acme.example>\ncc: <eve@acme.example>\nSubject: x\n\nold words",
    "many addressees": "\n\n\nBo Lind\n11/07/2000 10:19 AM\nTo: Ana Stone/NA/ACM@ACM, Eve Roy/NA/ACM@ACM, Mia \n"
    "Berg/HOU/ACM@ACM, Ole Voss/NA/ACM@ACM\ncc: mia@acme.example, Ida Falk/NA/ACM@ACM, Per \nLund/PDX/ACM@ACM\n\n"
    "Subject: Re: Motion\n\nold words",
    "letterhead": "\n\n\n\tAcme North Corp.\n\t\n\tFrom:  Bo Lind                04/19/2001 06:11 PM\n\t\n\n"
    "To: Ana Stone/ACM@ACM\ncc:  \nSubject: Lunch\n\nold words",
    "German": "\n\n\nBo Lind@ACM\n03.05.2000 09:21\nAn: Ana Stone/ACM@ACM\nKopie: \nThema: Kurve\n\nold words",
    "table": "\n\n\nBo Lind <bo@acme.example> \n05/03/2005 09:21 AM\nPlease respond to\nBo Lind <bo@acme.example>\n"
    "\n\nTo\n"
    "Ana Stone/ACM@ACM\ncc\nEve/ACM@ACM\nSubject\nRe: curve\n\n\n\nold words",
    "drawn table": "\n\n|--------+------------------>\n|        |       Bo Lind    |\n|--------+------------------>\n"
    "  >---------------------------------|\n  |   To:     Ana Stone/ACM@ACM     |\n\n\nold words",
    "wrote": "-----Bo Lind/ACM wrote: -----\nTo: Ana Stone/ACM@ACM\nFrom: Bo Lind/ACM\nDate: 05/03/2010 09:21AM\n\n"
    "old words",
}
OTHERS = {
    "Outlook Express": "  ----- Original Message ----- \n  From: Bo Lind \n  To: ana@acme.example \n"
    "  Sent: Thursday, May 03, 2001\n"
    "  Subject: Re: x\n\n\n  old words",
    "Outlook, quoted": ">  -----Original Message-----\n>From: \tLind, Bo  \n>Sent:\tMonday, October 22, 2001\n>\n"
    ">old words",
    "appointment": " -----Original Appointment-----\nFrom: \tLind, Bo\nSent:\tThursday, May 03, 2001\n"
    "Where:\tRoom 1\n\nold words",
    "left of quoted-printable": "=20\n\n -----Original Message-----\nFrom:=09Lind, Bo =20\nTo:=09Stone, Ana\n\n"
    "old words",
    "web mail": "Original Message:\n-----------------\nFrom: Bo Lind bo@acme.example\nTo: ana@acme.example\n\n"
    "old words",
    "Proton": f"‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Friday, November 27th, 2020 at 9:01 AM, {BO} wrote:\n\n"
    f"> old words",
    "AOL": "In a message dated 5/4/00 9:11:00 AM Central Daylight Time, \nbo@acme.example writes:\n\n<< old words >>",
    "Hotmail": '>From: "Bo Lind" <bo@acme.example>\n>Reply-To: bo@acme.example\n>To: ana@acme.example\n'
    ">Subject: x\n>\n>old words",
    "a service's notice": "--- Bo <bo@acme.example> wrote:\n> old\n\n\n______________________\nDo You Yahoo!?\n"
    "http://im.yahoo.com",
    "a property": "\n**************\n"
    "This e-mail is the property of Acme Corp. and may contain privileged material for the sole\n"
    "use of the intended recipient. If you are not the intended recipient, delete all copies.\n**************",
    "a list": "-----------------------\nTo unsubscribe, e-mail: dev-unsubscribe@acme.example\n"
    "For additional commands, e-mail: "
    "dev-help@acme.example",
    "a list, twice": "-- \nBo\n\n-----------------\nTo unsubscribe, e-mail: a-unsubscribe@acme.example\n"
    "For additional commands, "
    "e-mail: a-help@acme.example",
    "Mailman": "Bo Lind wrote:\n> old words\n\n__________________________\ndev mailing list\ndev@acme.example\n"
    "http://acme.example/listinfo/dev",
    "an archive": "Bo Lind wrote:\n> \n> old words\n\n-- \nView this message in context: http://acme.example/p1.html\n"
    "Sent from the Ant mailing list archive at Nabble.com.",
    "a forge": "---\nIf your project is set up for it, you can reply to this email and have your\n"
    "reply appear on GitHub as well.\n---",
    "Horde": f"Quoting {BO}:\n\n> old words",
    "Horde, German": f"Zitat von {BO}:\n\n> old words",
    "a long name": "On Tue, Mar 3, 2015 at 9:12 AM, Bo Lind (JIRA) via Somebody Else And A Long\nName <\n"
    "bo@acme.example> wrote:"
    "\n\n> old words",
    "PGP": ARMOUR,
}


@pytest.mark.parametrize("below", [*NOTES.values(), *OTHERS.values()], ids=[*NOTES, *OTHERS])
def test_what_stands_below_is_not_the_authors(below):
    assert new_words(mail(f"{OWN}\n\n{below}")).text == OWN


@pytest.mark.parametrize("below", NOTES.values(), ids=NOTES)
def test_a_signed_name_above_the_head_of_notes_stays(below):
    assert new_words(mail(f"{OWN}\n\nAna\n\n{below}")).text == f"{OWN}\n\nAna"


@pytest.mark.parametrize(
    "above",
    [
        "Bo Lind wrote:\n> old words",
        "Bo Lind schrieb:\n> alte Worte",
        "you wrote:\n> old words",
        f"{BO} writes:\n\n| old words\n| and more",
        '>>>>> "Bo" == Bo Lind <bo@acme.example> writes:\n\n    Bo> old words\n    Bo> and more',
        "Bo Lind wrote:\n\nBL> old words\nBL> and more",
        "On Nov 27, 2009, at 9:01 AM, Bo Lind (BL) wrote:\n\nBL> old words",
        "Quoting Bo Lind (2012-05-03 09:21:11)\n> old words",
        '"Bo Lind" <bo@acme.example> wrote in message\nnews:1234@acme.example...\n> old words',
        "Bo Lind <bo <at> acme.example> writes:\n\n> old words",
        "From: Bo Lind\n> old words",
        "Thus spake Bo Lind (bo@acme.example):\n> old words",
        "* Bo Lind (bo@acme.example) [2003-06-02 10:12]:\n> old words",
        "Dnia 27 Listopada 2009 09:01 Bo Lind <bo@acme.example> napisał(a)\n> old words",
        "Am Freitag, 27. November 2009 um 09:01 schrieben Sie:\n> old words",
        "Вы писали 27 ноября 2020 г., 9:01:12:\n> old words",
        "2020-11-27 오전 9:01에 Bo Lind 이(가) 쓴 글:\n> old words",
        "Wiadomość napisana przez Bo Lind <bo@acme.example> w dniu 27.11.2020, o godz. 09:01:\n> old words",
        "27. Nov. 2020, 09:01 von bo@acme.example:\n> old words",
        "-----Original Message-----\nFrom: Bo\nSent: 27 Nov 2020 09:01\nTo: Ana\nSubject: x\n\n> old words",
        "---------- Původní e-mail ----------\nOd: Bo Lind <bo@acme.example>\nKomu: Ana\nPředmět: x\n\n> old words",
        f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\n{BO} wrote:\n> old words",
    ],
)
def test_the_author_answers_below(above):
    assert new_words(mail(f"{above}\n\n{OWN}")).text == OWN
    assert new_words(mail(f"{above}\n{OWN}\n\n> and this?\n\nNo.")).text.replace("\n\n", "\n") == f"{OWN}\nNo."


def test_pgp_escapes_are_undone():
    text = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\n{OWN}\n- - one\n- - two\n\n- -- \nAna\n{ARMOUR}"
    assert new_words(mail(text)).text == f"{OWN}\n- one\n- two"


def test_own_words_above_an_attribution_are_not_part_of_it():
    text = f"On Monday 3 May 2021 we go.\n{BO} wrote:\n> old words"
    assert new_words(mail(text)).text == "On Monday 3 May 2021 we go."


def test_who_answers_keeps_the_closing_wherever_the_quote_stands():
    for text in ("{own}\n\nThanks,\nBo\n\n{quote}", "{quote}\n\n{own}\n\nThanks,\nBo"):
        said = text.format(own=OWN, quote="Eve Roy wrote:\n> old words")
        assert new_words(Message(text=said)).text == f"{OWN}\n\nThanks,\nBo"


# --- how people sign ------------------------------------------------------------------------------

CLOSINGS = """
Mit freundlichem Gruß | Viele Grüße aus Berlin | Vielen Dank und viele Grüße | Grüße
Bonne journée, | Sincères salutations | Bien à toi
Muchas gracias, | Un cordial saludo | Com os melhores cumprimentos, | Muito obrigado | Grazie mille | Un saluto
Hartelijke groet, | Alvast bedankt, | Bedste hilsner | Tack på förhand | Terveisin | Pozdrawiam serdecznie
S přátelským pozdravem | Hezký den | S pozdravom | Tisztelettel | Cu respect | С наилучшими пожеланиями, | Всего доброго
З повагою | İyi çalışmalar | Με εκτίμηση | בברכה | تحياتي | よろしくお願いいたします。 | 谢谢！ | 감사합니다
Terima kasih
Trân trọng, | Lep pozdrav | Поздрави | Thank you in advance | Thanks for your help!
Kind regards / Mit freundlichen Grüßen
Thanks & Regards, | Have a great weekend, | Talk to you later, | Respectfully, | Very truly yours,
"""
CARDS = (
    "Eve Roy",
    "Eve Roy\nDirector, Sales\nPhone: (713) 555-1234",
    "Eve Roy\nAcme Trading Inc.\n12 Main Street\nSpringfield\nTel: 713-555-1234\nFax: 713-555-1235\nwww.acme.example",
    "Eve A. Roy, Ph.D.\nProfessor of Economics",
    "Eve & Bo",
    "Eve x3-1234",
    "Eve Roy\nAcme\n*  713.853.1234\n*  713.646.1234 Fax",
    "Eva Roy\nProjektleitung\n\nAcme GmbH\nHauptstr. 1\nTel. 030 / 123 45 67",
)


@pytest.mark.parametrize("closing", [one.strip() for line in CLOSINGS.strip().splitlines() for one in line.split("|")])
def test_a_closing_and_a_name_are_a_signature(closing):
    assert new_words(Message(text=f"{OWN}\n\n{closing}\nEve Roy")).text == OWN
    assert new_words(Message(text=f"{OWN}\n\n{closing}\n\nEve")).text == OWN


@pytest.mark.parametrize("card", CARDS)
def test_a_card_under_a_closing_is_a_signature(card):
    assert new_words(Message(text=f"{OWN}\n\nRegards,\n\n{card}")).text == OWN


@pytest.mark.parametrize(
    "signature",
    [
        "Eve Roy\nLegal Specialist\nAcme\n713-853-1234",
        "Eve Roy  |  Senior Manager  |  Acme\nTel +49 30 123456  |  eve@acme.example",
        "Regards, Eve",
        "Thanks - Eve",
        "Eve Roy (3-1234)",
        "Sent from my iPhone, please excuse any typos.",
        "Sent from my mobile device. Please excuse brevity.",
        "iPadから送信",
        "나의 iPad에서 보냄",
        "获取 Outlook for iOS",
        "נשלח מה-iPhone שלי",
        "Đã gửi từ iPhone của tôi",
        "Von Samsung-Tablet gesendet",
        "Télécharger Outlook pour iOS<https://aka.example/x>",
    ],
)
def test_a_signature_without_a_closing(signature):
    assert new_words(Message(text=f"{OWN}\n\n{signature}")).text == OWN


# --- what only looks like it ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "On Monday we met and Bo said: we ship.\n\nOn Tuesday, 3 March 2015, Bo wrote a long report.\nIt is here.",
        "From: Berlin\nTo: Cologne\nDate: 3 March\n\nPlease book a train.",
        "Here is the plan:\n\nFrom: Berlin\nTo: Cologne\nDate: March 3, 2021\n\nPlease book a train.",
        "Das Treffen:\n\nDatum: 3.12.2026, 10:00\nThema: Budget\nOrt: Raum 4\n\nBitte kommt alle.",
        "TO: All employees\nFROM: The office\nDATE: March 3, 2001\nSUBJECT: News\n\nWe are pleased to tell you.",
        "Agenda\n\nDate: Monday, March 5\nSubject: Budget\nWhere: 38C2\n\nDate: Tuesday, March 6\nSubject: Hiring",
        "To see it:\n\nC:\\> dir\n>>> import this\n>>> print(1)\n1\n\nIt crashes.",
        "2015-03-03 09:12:13 foo started\n2015-03-03 09:12:14 bar wrote:\n2015-03-03 09:12:15 done\n\nWhat's wrong?",
        'He wrote: "I can\'t come."\nShe said: "Me neither."\n\nSo we cancel.',
        "Le 3 mars 2015 j'ai écrit :\n- un\n- deux",
        "The numbers:\n\n----------------\nJan 2001     12.5\nFeb 2001     13.5\n----------------\n\nCheck them.",
        "Topics\n-------------\nBudget\nHiring\n\nOpen points\n-------------\nDesks",
        "AGENDA\n________________________\n\n9:00 Breakfast\n\n________________________\nLunch is at noon.",
        "# Plan\n\n---\n\n- one\n\n---\n\nDone.",
        "Please note the address:\n\nAcme Trading\n12 Main Street\nSpringfield\n713-555-1234",
        "Attendees:\n\nBo Lind\nEve Roy",
        "The meeting is at 3:30.\n\nConference Room: EB 30C2\nDial in: 1-800-555-1234",
        "Please send the file.\n\nCall me at 713-555-1234",
        "It is what they want.\n\nDo it",
        "The budget is here.\n\nFYI",
        "See the table:\n\nName      | Count\n----------|------\nBo        | 12",
        "Hope this finds you well.\nLove, Aunt Mia\nP.S. Uncle Bo sends his love.",
        "Option A -- cheap\nOption B -- good\n\nI'd take B",
        'The text reads "-----Original Message-----" in the middle.\nWhy is it there?',
    ],
)
def test_a_mail_without_a_quote_or_a_signature_keeps_every_line(text):
    assert new_words(Message(text=text)).text == text


@pytest.mark.parametrize(
    "body",
    {
        "bars": "Bo wrote:\n| a\n" * 12_000,
        "rules": "_____\na\n" * 30_000,
        "dashes": ("‐" * 180 + "\n") * 1_200,
        "labels": "To\ncc\n" * 30_000,
        "addressees": ("To: a@b.test,\n" + "c@d.test,\n" * 45) * 400,
        "moments": "04/19/2001 06:11 PM\nBo\n" * 9_000 + "To: a\ncc:\nSubject: x\n",
        "armour": "-----BEGIN PGP SIGNED MESSAGE-----\n" * 6_000,
        "forwarded": ("----- Forwarded by " * 9 + "\n") * 1_500,
        "closings": "Thanks for your help and and and and\nBo\n" * 5_000,
        "apologies": ("sent from my " + "please excuse " * 25 + "\n") * 700,
        "brackets": "x ]\n> a\n" * 25_000,
    }.items(),
    ids=lambda body: body[0],
)
def test_a_hostile_body_takes_no_time(body):
    with pace.within(0.6):
        new_words(Message(text=body[1]))

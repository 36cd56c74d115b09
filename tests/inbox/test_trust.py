"""Who wrote a mail: only what our own server vouches for counts."""

from __future__ import annotations

import pytest

from paceline.inbox.disguise import look_alike
from paceline.inbox.mail import Message, Sender
from paceline.inbox.trust import EXCHANGE, Identity, identify

OURS = "mx.acme.example"
BORDER = "from mail.bo.example (mail.bo.example [192.0.2.7]) by mx.acme.example (Postfix) with ESMTPS id 1; now"
ELSEWHERE = "from laptop ([198.51.100.9]) by mail.bo.example with ESMTPSA id 2; now"


def mail(
    *results: str, sender: str = "bo@bo.example", trace: tuple[tuple[str, str], ...] | None = None, **headers: str
):
    written = tuple(("authentication-results", one) for one in results)
    return Message(
        sender=Sender(sender) if sender else None,
        sender_defect="" if sender else "several From fields",
        trace=trace if trace is not None else (("received", BORDER), *written, ("received", ELSEWHERE)),
        headers={name.replace("_", "-"): (value,) for name, value in headers.items()},
    )


def known(message: Message, authserv_id: str = OURS) -> Identity:
    return identify(message, authserv_id=authserv_id, trust="dmarc")


@pytest.mark.parametrize(
    "result",
    [
        "mx.acme.example; dmarc=pass (p=reject dis=none) header.from=bo.example",
        "mx.acme.example 1; spf=fail smtp.mailfrom=x@list.example; dmarc=pass header.from=bo.example",
        "mx.acme.example; dkim=pass (2048-bit key; unprotected) header.d=bo.example header.i=@bo.example header.b=x",
        "mx.acme.example; dkim=fail header.d=bo.example; dkim=pass header.i=@mail.bo.example; dmarc=none",
        "mx.acme.example; spf=pass smtp.mailfrom=bounce@news.bo.example",
        'mx.acme.example; spf=pass reason="a; dmarc=fail" smtp.mailfrom=bo.example',
        "mx.acme.example; dmarc=bestguesspass action=none header.from=bo.example; dkim=pass header.d=bo.example",
        "mx.acme.example; auth=pass (plain) smtp.auth=bo@bo.example",
        "mx.acme.example; bimi=pass policy.authority-uri=https://bo.example/x; dmarc=pass header.from=bo.example",
        "MX.Acme.Example; DMARC=Pass Header.From=Bo.Example",
    ],
)
def test_our_server_vouches(result):
    assert known(mail(result)).authenticated, known(mail(result)).why


@pytest.mark.parametrize(
    "result",
    [
        "mx.acme.example; none",
        "mx.acme.example; dmarc=fail (p=none) header.from=bo.example; dkim=pass header.d=bo.example",
        "mx.acme.example; dmarc=pass header.from=evil.example",
        "mx.acme.example; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=evil.example",
        "mx.acme.example; dkim=pass header.d=notbo.example",
        "mx.acme.example; dkim=pass header.d=example",
        "mx.acme.example; dkim=pass",
        "mx.acme.example; arc=pass (i=1 dmarc=pass fromdomain=bo.example); dmarc=none",
        "mx.acme.example; auth=pass smtp.auth=eve@bo.example",
        "mx.acme.example; auth=pass smtp.auth=eve@bo.example smtp.mailfrom=bo@bo.example",
        'mx.acme.example; spf=pass smtp.mailfrom="a;dmarc=pass header.from=bo.example"@evil.example',
        'mx.acme.example; spf=pass (of "); dmarc=pass (x"@evil.example) smtp.mailfrom=evil.example',
        "mx.acme.example; dmarc=fail header.from=bo.example; dmarc=pass header.from=bo.example",
        "mx.evil.example; dmarc=pass header.from=bo.example",
        "notmx.acme.example; dmarc=pass header.from=bo.example",
        "dmarc=pass header.from=bo.example",
        "(" * 9000,
        "mx.acme.example; " + "(" * 4000 + "dmarc=pass header.from=bo.example",
        "mx.acme.example; dmarc=pass header.from=bo.example; " + "x" * 9000,
    ],
)
def test_nothing_of_our_server_vouches(result):
    identity = known(mail(result))
    assert not identity.authenticated
    assert identity.why


def test_a_forged_field_below_the_border_is_not_read():
    forged = ("authentication-results", f"{OURS}; dmarc=pass header.from=bo.example")
    assert known(mail(trace=(("received", BORDER), forged))).authenticated
    assert not known(mail(trace=(("received", BORDER), ("received", ELSEWHERE), forged))).authenticated


def test_a_domain_that_was_another_one_in_2003_is_its_own_today():
    """RFC 5894, 7.2: "straße" is no longer "strasse"."""
    theirs = "mx.acme.example; dmarc=pass header.from=straße.example"
    assert not known(mail(theirs, sender="bo@strasse.example")).authenticated
    assert known(mail(theirs, sender="bo@xn--strae-oqa.example")).authenticated


def test_of_two_verdicts_the_upper_one_is_ours():
    upper, forged = f"{OURS}; dmarc=fail header.from=bo.example", f"{OURS}; dmarc=pass header.from=bo.example"
    assert not known(mail(upper, forged)).authenticated
    assert known(mail(forged, upper)).authenticated


def test_methods_may_be_told_in_fields_of_their_own():
    assert known(mail(f"{OURS}; dkim=none", f"{OURS}; dmarc=pass header.from=bo.example")).authenticated


@pytest.mark.parametrize(
    "inner",
    [
        "by 2002:a05:6a10:1 with SMTP id x; now",
        "from mx by localhost (amavis, port 10024) with ESMTP; now",
        "from a by imap7.internal (Cyrus) with LMTPA; now",
        "from mx.acme.example by imap.acme.example with LMTP id 3; now",
        "(qmail 1234 invoked by uid 89); now",
    ],
)
def test_our_inner_hops_stand_above_the_border(inner):
    good = ("authentication-results", f"{OURS}; dmarc=pass header.from=bo.example")
    assert known(mail(trace=(("received", inner), ("received", BORDER), good))).authenticated


def test_a_domain_stands_for_the_ids_of_all_its_hosts():
    message = mail("mx7.acme.example; dmarc=pass header.from=bo.example")
    assert not known(message).authenticated
    assert known(message, "acme.example").authenticated


def test_a_neighbour_under_the_same_registry_is_foreign():
    trace = (
        ("received", "from x by mail.evil.co.uk; now"),
        ("authentication-results", "acme.co.uk; dmarc=pass header.from=bo.example"),
    )
    assert not known(mail(trace=trace), "acme.co.uk").authenticated


def test_exchange_online_writes_no_id():
    border = ("received", "from mail.bo.example by AM5EUR02FT01.mail.protection.outlook.com (10.1.2.3) with SMTP; now")
    results = (
        "spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=bo.example; dkim=none; "
        "dmarc=pass action=none header.from=bo.example;compauth=pass reason=100"
    )
    message = mail(trace=(border, ("authentication-results", results)))
    assert known(message, EXCHANGE).authenticated
    assert not known(message).authenticated


def test_a_colleague_within_exchange_is_known_by_its_own_mark():
    message = mail(
        "dkim=none; dmarc=none action=none header.from=bo.example", x_ms_exchange_organization_authas="Internal"
    )
    assert known(message, EXCHANGE).authenticated
    assert not known(message).authenticated


def test_without_a_sure_sender_nothing_helps():
    message = mail(f"{OURS}; dmarc=pass header.from=bo.example", sender="")
    assert known(message) == Identity("", False, "several From fields")
    assert identify(message, authserv_id="", trust="token") == Identity("", False, "several From fields")


def test_where_the_server_tells_nothing_the_token_is_the_proof():
    identity = identify(mail(), authserv_id="", trust="token")
    assert identity.address == "bo@bo.example"
    assert identity.authenticated
    assert "token" in identity.why


def test_a_domain_in_its_own_letters_is_the_same_domain():
    assert known(
        mail(f"{OURS}; dmarc=pass header.from=xn--bcher-kva.example", sender="bo@bücher.example")
    ).authenticated


@pytest.mark.parametrize("address", ["bо@bo.example", "bo@bо.example", "b\u200bo@bo.example", "bo@xn--b-gtb.example"])
@pytest.mark.parametrize("trust", ["dmarc", "token"])
def test_mixed_scripts_are_nobody(address, trust):
    message = mail(f"{OURS}; dmarc=pass", sender=address)
    identity = identify(message, authserv_id=OURS, trust=trust)
    assert not identity.authenticated
    assert "in '" in identity.why


@pytest.mark.parametrize("address", ["山田taro@例え.example", "jürgen@bücher.example", "βο@παράδειγμα.example"])
def test_other_scripts_are_people_too(address):
    assert identify(mail(sender=address), authserv_id="", trust="token").authenticated


@pytest.mark.parametrize(
    "other", ["ana@аcme.example", "ana@acrne.example", "anа@acme.example", "ana@xn--cme-5cd.example"]
)
def test_an_address_that_looks_like_a_members_is_told(other):
    assert look_alike(other, ["bo@acme.example", "ana@acme.example"]) == "ana@acme.example"


def test_a_member_is_not_its_own_look_alike():
    assert look_alike("ana@acme.example", ["ana@acme.example"]) == ""
    assert look_alike("anna@acme.example", ["ana@acme.example"]) == ""

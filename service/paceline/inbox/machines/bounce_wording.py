"""Whether a mail without RFC 3464 parts reports about a delivery: who sent it, and the sentences that say so."""

from __future__ import annotations

import re

from paceline.inbox.machines.delivery import Action
from paceline.inbox.mail import Message
from paceline.inbox.patterns import Pattern

_OPENING = 4 * 1024


def either(*phrases: str) -> Pattern:
    """A pattern for any of the phrases, in upper or lower case; ^ and $ are those of lines."""
    return Pattern("|".join(phrases), re.IGNORECASE | re.MULTILINE)


_DAEMON = either(
    r"^mail(er)?[-_. ]?daemon\b",
    r"^post_?master@",
    r"^mmdf@",
    r"^mdaemon@",
    r"^(internet )?mail deliver(y|er)? ?(sub|service)?-?(system|service|agent|administrator)?\b",
    r"^mail (administrator|system|gateway|router)\b",
    r"^(e-?mail )?(message )?delivery (sub)?(system|service|agent|status)\b",
    r"^system administrator\b",
    r"^microsoft (exchange|outlook)\b",
)
_FAILURE = either(
    r"undeliver(ed|able)|non-?deliver|not (be(en)? )?deliver(ed|able)|n['’]t (be )?deliver(ed)?\b",
    r"deliver(y|ing) (of [^\n]{1,60} )?(to [^\n]{1,60} )?(status|has |have )?(fail|error|problem)",
    r"(un)?able to deliver|can(not|'t) (send|deliver)|could not (be )?(deliver|sen[dt])",
    r"did not reach|returned (mail|to sender|message)|failure notice|failed (permanently|recipient)",
    r"(mail|message|delivery|recipients?|address(\(es\)|es)?) (system )?(failed|failure|error|rejected)",
    r"(delivery|fatal|permanent|delivering) (status notification|errors?|failure|problems?)",
    r"user unknown|unknown user|no such user|mailbox (is )?(full|unavailable)|over ?quota|transcript of session",
    r"invalid (user )?address|rejected (by|your) |bounced (mail|message)|no valid recipients",
    r"error(s)? occurred while (trying|attempting) to deliver|\"notificationType\": ?\"bounce\"",
    # da, de, es, fi, fr, it, nl, no, pl, pt, sv, tr
    r"olevererbar|uleverer|ikke (blive? )?lever(es|et)|inte (att )?lever(eras|era)|kunde inte levereras",
    r"unzustellbar|nicht zustellbar|nicht zugestellt|zustellung [^\n]{0,40}(fehlgeschlagen|nicht möglich)",
    r"no se (ha podido|puede|pudo) entregar|no (se )?entreg(able|ado)|error (de|en la) entrega|no pudo ser entregado",
    r"toimittamaton|ei voitu toimittaa|voida toimittaa",
    r"non[- ](remis|distribu|délivr)|échec (de )?(la |l['’])?(remise|distribution|livraison|envoi)",
    r"(pas pu|n['’]a pu) être (remis|distribu|délivr)",
    r"non (recapitabil|consegnat)|mancato recapito|impossibile (recapitare|consegnare)",
    r"consegna [^\n]{0,20}(fallita|non riuscita)",
    r"onbestelbaar|niet (worden )?(afgeleverd|bezorgd|besteld)",
    r"niedostarcz|nie (można|udało się|został[ao]? ) ?dostarcz|nie dostarczono",
    r"não (foi )?(pôde ser |possível )?entreg|falha (na|de) entrega|não entregue",
    r"teslim edileme|iletileme",
    # cs, el, he, hu, ro, ru, uk
    r"nedoručiteln|nelze doručit|nedoručen",
    r"αδύνατη (η )?παράδοση|μη παραδόσιμ|δεν ήταν δυνατή η παράδοση",
    r"לא ניתן למסירה|לא נמסרה",
    r"kézbesíthetetlen|nem (sikerült )?kézbesít",
    r"nelivrabil|nu a putut fi livrat",
    r"не ?доставлен|не удалось доставить|невозможно доставить|не вдалося доставити|недоставлен",
    # ar, ja, ko, zh
    r"تعذر (تسليم|التسليم)|غير قابل للتسليم",
    r"(配信|送信|配達)(不能|エラー|失敗|できません|に失敗|することができません)|メール(システム)?エラー|エラーのため送信",
    r"배달되지|배달 ?실패|전송 ?실패|반송",
    r"退信|退回|无法投递|無法投遞|无法送达|無法傳遞|投递失败|傳送失敗|未送达|未送達",
)
_DELAY = either(
    r"warning message only|need not re-?send|not need to re-?send|(is|been|was) delayed|delivery [^\n]{0,30}delay",
    r"will be retried|still being (re)?tried|will (continue|keep) (to try|trying)|temporary failure report",
    r"warning[^\n]{0,10}could not send|not yet been delivered|not been delivered yet|\(delay\)|delayed mail",
    r"verzögert|verspätet|retardée?|retras(o|ado)|ritardat|atrasad|vertraagd|försena|forsinke|opóźni|задерж|затрим",
    r"遅延|遅れて|延迟|延遲|지연",
)
_DELIVERED = either(
    r"^(successful mail delivery|delivery (receipt|confirmation)|delivered:|relayed:|expanded:|übermittelt:)",
    r"^(remis ?|entregado|consegnato|entregue|bezorgd|levererat|leveret|dostarczono|доставлено): ",
    r"(was|were) successfully delivered|successfully delivered to|delivery status notification \((success|relay)",
)
_REPLIED = Pattern(r"\s*(re|fwd?|aw|wg|sv|vs|antw|rif|odp|tr)\s*(\[\d+\])?\s*[::]", re.IGNORECASE)

SUBJECT, WORDING = "its subject", "its wording"


def signs(message: Message, text: str) -> list[str]:
    """Why a mail is taken for a delivery report: two signs or more, or []. `text`: what the mail system says itself."""
    opening = text[:_OPENING]
    possible = [
        ("a null reverse-path", null_sender(message)),
        ("sent by a mail daemon", _by_daemon(message)),
        ("X-Failed-Recipients", bool(message.header("x-failed-recipients"))),
        ("multipart/report", message.content_params.get("report-type", "").lower() == "delivery-status"),
        ("a notification of Amazon SES", '"bouncedRecipients"' in opening),
        (SUBJECT, _about_delivery(message.subject) and not _REPLIED.match(message.subject)),
    ]
    found = [sign for sign, is_there in possible if is_there]
    if found and _about_delivery(opening):
        found.append(WORDING)
    return found if len(found) > 1 else []


def action_of(subject: str, text: str) -> Action:
    """What became of the letter, by the words of the report. A delay outweighs the errors that led to it."""
    opening = text[:_OPENING]
    if _DELAY.search(subject) or _DELAY.search(opening):
        return "delayed"
    if _DELIVERED.search(subject) or (_DELIVERED.search(opening) and not _FAILURE.search(opening)):
        return "delivered"
    return "failed"


def null_sender(message: Message) -> bool:
    """Whether the SMTP envelope sender was null (RFC 5321, 4.5.5): then no person sent it."""
    return re.fullmatch(r"<\s*>|<?mailer-daemon>?", message.header("return-path").strip().lower()) is not None


def _about_delivery(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_FAILURE, _DELAY, _DELIVERED))


def _by_daemon(message: Message) -> bool:
    """By the local part or the display name of From; a null From ("<>") is a daemon's too."""
    written = message.header("from")[:400]
    parts = [written.partition("<")[0].strip(' "'), written.partition("<")[2], written.partition("(")[2]]
    return written.strip() == "<>" or any(_DAEMON.search(part) for part in parts)

"""The commands: what each is said about, what comes with it, and how people write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from paceline.domain.statements import Verb
from paceline.inbox.grammar.words import Forms, forms

Kind = Literal["due", "offer", "intent", "help", "update", "self"]
"""What a command is about: an ask of that kind, or its author ("self")."""

Shape = Literal[
    "reason",  # done [because] words: may be empty
    "words",  # object: words: must be there
    "day",  # to Friday [because] words
    "name",  # refer bo@… [words]
    "hold",  # hold 2 days [because] words
    "alone",  # back
    "until",  # pause [until 5 Jan]
    "span",  # away 3 Dec to 7 Dec
    "choice",  # stop [digests]
    "since",  # decisions [since May]
    "query",  # find postgres
    "id",  # why C12
    "fix",  # fix 2: by Friday
    "weekdays",  # free on Fridays
    "deputy",  # deputy: @bo
]

COMMITMENT: frozenset[Kind] = frozenset({"due", "offer"})
OFFER: frozenset[Kind] = frozenset({"offer"})
INTENT: frozenset[Kind] = frozenset({"intent"})
HELP: frozenset[Kind] = frozenset({"help"})
SELF: frozenset[Kind] = frozenset({"self"})
UPDATE: frozenset[Kind] = frozenset({"update"})


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A command. `example` is what is shown to people; `conditions` are words after the verb that take it back ("done
    except …"): such a line is asked about, not carried out."""

    verb: Verb
    on: frozenset[Kind]
    shape: Shape
    example: str
    forms: Forms
    conditions: Forms
    works: bool = True
    """Whether a command that is read is carried out already; else it is refused, with what works instead."""


_UNFINISHED = forms(
    en="except, but, apart from, besides, bar, minus, if, when, once, after, by, until, soon, half, partly, partially,"
    " almost, nearly, tomorrow, yet, not",
    de="außer, bis auf, aber, wenn, falls, sobald, nach, bis, bald, halb, teilweise, fast, morgen, nicht",
    fr="sauf, hormis, mais, si, quand, dès que, bientôt, à moitié, presque, demain, d'ici",
    es="excepto, salvo, menos, pero, si, cuando, pronto, casi, mañana, a medias",
    pt="exceto, menos, mas, se, quando, em breve, quase, amanhã, parcialmente",
    it="tranne, eccetto, ma, se, quando, presto, quasi, domani, a metà",
    nl="behalve, op, maar, als, zodra, bijna, morgen, half, gedeeltelijk, niet",
)
_ON_CONDITION = forms(
    en="if, unless, provided, as long as, assuming, only, when, once, but only, but not, but if, but when, but wait",
    de="wenn, falls, sofern, außer, solange, nur, sobald, aber nicht, aber nur, aber erst",
    fr="si, sauf, à condition, tant que, seulement, mais pas, mais seulement",
    es="si, salvo, siempre que, a menos que, solo, sólo, pero no, pero solo",
    pt="se, salvo, desde que, a menos que, só, mas não, mas só",
    it="se, salvo, purché, a meno che, solo, ma non, ma solo",
    nl="als, mits, tenzij, zolang, alleen, maar niet, maar alleen",
)
_BUT = forms(
    en="but, if, unless, provided, as long as, when, only, not",
    de="aber, wenn, falls, sofern, nur, nicht",
    fr="mais, si, sauf, seulement",
    es="pero, si, salvo, solo",
    pt="mas, se, salvo, só",
    it="ma, se, salvo, solo",
    nl="maar, als, mits, tenzij, alleen, niet",
)

_WITHDRAWN = forms(
    en="withdraw, withdrawn, i withdraw, take back, no longer needed, not needed",
    de="zurückziehen, zurückgezogen, ziehe zurück, nicht mehr nötig",
    fr="retirer, retiré, je retire, plus nécessaire",
    es="retirar, retirado, retiro, ya no hace falta",
    pt="retirar, retirado, retiro, não é mais necessário",
    it="ritirare, ritirato, ritiro, non serve più",
    nl="intrekken, ingetrokken, trek in, niet meer nodig",
)

DEPUTY = forms(
    en="deputy, my deputy, my deputy is, deputy is, stand-in, my stand-in is",
    de="vertretung, meine vertretung, meine vertretung ist, vertreter, mein vertreter ist, vertreterin",
    fr="remplaçant, remplaçante, mon remplaçant est, ma remplaçante est, suppléant, suppléante",
    es="suplente, mi suplente es, sustituto, sustituta, mi sustituto es, mi sustituta es",
    pt="substituto, substituta, o meu substituto é, a minha substituta é",
    it="sostituto, sostituta, il mio sostituto è, la mia sostituta è",
    nl="vervanger, mijn vervanger is, vervanging, mijn vervanging is",
)

NO = forms(en="no, nope", de="nein", fr="non", es="no", pt="não", it="no", nl="nee")
"""Verbs only where nothing or a reason that is set off follows: "no way" and "no problem" are neither."""

SMALL_WORDS = forms(en="now, due", de="erst", es="a", it="a")
"""Verbs that move a commitment only where nothing or a reason that is set off follows the day."""

COMMANDS = (
    Row(
        "done",
        COMMITMENT | HELP,
        "reason",
        "C12 done",
        forms(
            en="done, completed, complete, finished, shipped, delivered, closed, kept, ✅, ✔, ✔️, ☑, ☑️,"
            " [x], did it, 100%, that's done, it's done",
            de="fertig, erledigt, gemacht, abgeschlossen, geschafft, ausgeliefert, fertiggestellt,"
            " umgesetzt, ist durch, geliefert",
            fr="fait, faite, terminé, terminée, fini, finie, livré, livrée, faits, réglé, réglée, bouclé, c'est fait",
            es="hecho, hecha, terminado, terminada, listo, lista, completado, completada, hechos,"
            " acabado, acabada, entregado, entregada, cerrado, cerrada, está hecho, terminé, acabé,"
            " entregué",
            pt="feito, feita, concluído, concluída, terminado, terminada, pronto, pronta, entregue,"
            " acabado, acabada, fechado, completo, completado, já está feito, terminei, acabei,"
            " concluí, entreguei",
            it="fatto, fatta, finito, finita, completato, completata, terminato, consegnato, finiti,"
            " consegnata, concluso, conclusa, chiuso, chiusa, terminata",
            nl="klaar, gedaan, afgerond, af, voltooid, opgeleverd, afgemaakt, is af, gereed, geleverd, klaar en af",
        ),
        _UNFINISHED,
    ),
    Row(
        "to",
        COMMITMENT,
        "day",
        "C12 to Friday because the vendor is late",
        forms(
            en="to, move to, move it to, moved to, moving to, moves to, move, postpone to, postponed to,"
            " push to, pushed to, push it to, delay to, delayed to, slips to, slip to, will slip to,"
            " will move to, reschedule to, new date, now, ->, →, due, push, postpone, delay,"
            " reschedule, shift to, shift, bump to, needs until, needs till, need until, need till,"
            " needs more time until, set to, change to, make it, i'm moving to, new eta, eta",
            de="auf, verschieben auf, verschoben auf, verschiebe auf, verschiebe, verschieben, erst,"
            " neuer termin, verlege auf, verlegen auf, verlegt auf, verlege, verlegen, schieben auf,"
            " schiebe auf, geschoben auf, braucht bis, brauche bis, neues datum, verschiebe ich auf,"
            " schiebe ich auf, verschieben wir auf, muss auf",
            fr="au, à, reporter au, reporté au, reporter à, reporté à, reporter, repousser au, repoussé"
            " au, décaler au, décalé au, nouvelle date, pour, décaler à, décale au, décale à, décaler,"
            " décale, repousser à, repousser, repousse au, repousse à, déplacer au, déplacer à,"
            " déplacé au, déplacer, report au, passer au, besoin jusqu'au, nouvelle échéance, je"
            " décale à, je décale au, je reporte à, je reporte au",
            es="a, al, mover a, mover al, aplazar a, aplazar al, aplazado a, aplazado al, pasar a, pasar"
            " al, nueva fecha, para, mueve a, mueve al, mueve, mover, movido a, movido al, pasa a,"
            " pasa al, aplazar, aplaza al, posponer a, posponer al, pospuesto al, posponer, retrasar"
            " al, retrasado al, necesito hasta, necesita hasta, lo muevo a, lo muevo al, lo paso a, lo"
            " paso al, pásalo al, muévelo al",
            pt="para, mover para, adiar para, adiado para, adiar, passar para, nova data, mover, move"
            " para, movido para, passa para, adia para, adiar até, adiado até, reagendar para, preciso"
            " até, precisa até, passo para, adio para, movo para",
            it="a, al, alla, spostare a, spostare al, spostato a, spostato al, sposta a, sposta al,"
            " rinviare a, rinviare al, rinviato a, rinviato al, rinvia a, rinvia al, nuova data,"
            " spostare, sposta, rinviare, rinvia, posticipare a, posticipare al, posticipa a,"
            " posticipato a, posticipato al, slitta a, slitta al, serve fino a, lo sposto a, lo sposto"
            " al, lo rinvio a, lo rinvio al, spostalo a, spostalo al",
            nl="naar, verplaats naar, verplaatsen naar, verschuif naar, verschuiven naar, uitstellen"
            " tot, uitgesteld tot, nieuwe datum, verplaatst naar, verschoven naar, verzetten naar,"
            " verzet naar, verplaats, verplaatsen, verschuif, verschuiven, verzetten, uitstellen naar,"
            " uitgesteld naar, heb nodig tot, heeft nodig tot, verplaats ik naar, verschuif ik naar,"
            " schuif ik naar",
        ),
        {},
    ),
    Row(
        "drop",
        COMMITMENT,
        "reason",
        "C12 drop because the customer left",
        forms(
            en="drop, dropped, drop it, cancel, cancelled, canceled, abandon, abandoned, won't do, wont"
            " do, obsolete, scrap, scrapped, kill it, no longer relevant",
            de="streichen, gestrichen, verwerfen, verworfen, fallen lassen, entfällt, abgesagt, fallen"
            " gelassen, nicht mehr relevant, hinfällig, absagen",
            fr="abandonner, abandonné, abandonne, annuler, annulé, annulée, abandonnée, laisser tomber,"
            " plus d'actualité, caduc, caduque",
            es="descartar, descartado, cancelar, cancelado, anular, anulado, abandonar, descartada,"
            " cancelada, abandonado, ya no aplica, obsoleto",
            pt="descartar, descartado, cancelar, cancelado, abandonar, anular, descartada, cancelada,"
            " abandonado, já não faz sentido, obsoleto",
            it="annullare, annullato, abbandonare, abbandonato, scartare, scartato, cancellare,"
            " annullata, abbandonata, cancellato, cancellata, scartata, lasciar perdere, non più"
            " rilevante",
            nl="laten vallen, vervalt, schrappen, geschrapt, annuleren, geannuleerd, laat vallen,"
            " afgeblazen, niet meer relevant, achterhaald",
        ),
        {},
    ),
    Row(
        "at risk",
        COMMITMENT,
        "reason",
        "C12 at risk: waiting for the vendor",
        forms(
            en="at risk, risk, risky, in danger, might slip, may slip, might be late, may be late, won't"
            " make it, will not make it, will be late, running late, is late, will be delayed, behind"
            " schedule, will slip, may not make it, might not make it",
            de="gefährdet, in gefahr, risiko, wackelt, wird später, wird spät, verspätet sich, verzögert"
            " sich, wird sich verzögern, wird knapp, ist gefährdet",
            fr="à risque, en danger, menacé, compromis, risque, sera en retard, en retard, a du retard,"
            " prend du retard, risque de glisser, va glisser",
            es="en riesgo, en peligro, riesgo, llegará tarde, va con retraso, con retraso, va tarde, se"
            " va a retrasar, se retrasa",
            pt="em risco, em perigo, risco, vai atrasar, vai atrasar-se, atrasado, atrasada, está"
            " atrasado, vai chegar tarde",
            it="a rischio, in pericolo, rischio, sarà in ritardo, in ritardo, slitterà, è in ritardo, arriverà tardi",
            nl="in gevaar, risico, loopt gevaar, wordt later, loopt vertraging op, vertraagd, loopt uit,"
            " gaat niet lukken op tijd, wordt krap",
        ),
        {},
    ),
    Row(
        "help",
        COMMITMENT | UPDATE,
        "reason",
        "C12 help: a DBA for an hour",
        forms(
            en="help, help needed, help wanted, need help, needs help, i need help, stuck, blocked,"
            " blocked by, blocked on, stuck on, stuck with, i'm stuck, we're stuck, need a hand, i"
            " need a hand, need help with, can't continue",
            de="hilfe, brauche hilfe, hilfe gebraucht, blockiert, hänge fest, hilfe nötig, ich brauche"
            " hilfe, brauche unterstützung, ich hänge fest, stecke fest, komme nicht weiter",
            fr="aide, besoin d'aide, j'ai besoin d'aide, bloqué, bloquée, aidez-moi, je suis bloqué, je"
            " suis bloquée, coincé, coincée, besoin d'un coup de main",
            es="ayuda, necesito ayuda, bloqueado, bloqueada, necesitamos ayuda, estoy bloqueado, estoy"
            " bloqueada, atascado, atascada, necesito una mano",
            pt="ajuda, preciso de ajuda, bloqueado, bloqueada, precisamos de ajuda, estou bloqueado,"
            " estou bloqueada, preso, presa, preciso de uma mão",
            it="aiuto, serve aiuto, ho bisogno di aiuto, bloccato, bloccata, mi serve aiuto, sono"
            " bloccato, sono bloccata, serve una mano, mi serve una mano",
            nl="hulp, hulp nodig, help, geblokkeerd, loop vast, heb hulp nodig, ik heb hulp nodig, ik"
            " zit vast, zit vast, ik loop vast, kom niet verder",
        ),
        {},
    ),
    Row(
        "accept",
        OFFER,
        "reason",
        "C12 accept",
        forms(
            en="accept, accepted, accepting, i accept, yes, ok, okay, sure, agreed, will do, i'll do it,"
            " 👍, +1, happy to, gladly, sounds good, fine, fine with me, fine by me, works for me, i'll"
            " take it, i'll do that, on it, deal, 👌",
            de="annehmen, angenommen, akzeptiert, akzeptiere, nehme an, ja, ok, okay, gerne, mache ich,"
            " einverstanden, passt, passt für mich, in ordnung, geht klar, übernehme ich, ich"
            " übernehme, abgemacht, einverstanden damit",
            fr="accepter, accepté, accepte, j'accepte, oui, ok, d'accord, ça me va, volontiers, avec"
            " plaisir, je m'en occupe, je m'en charge, je prends, entendu, ok pour moi",
            es="aceptar, aceptado, acepto, sí, ok, vale, de acuerdo, me parece bien, por mí bien, con"
            " gusto, me encargo, lo hago, hecho trato, perfecto",
            pt="aceitar, aceito, aceite, sim, ok, combinado, de acordo, por mim tudo bem, parece-me bem,"
            " com gosto, eu trato disso, trato disso, perfeito, pode ser",
            it="accettare, accettato, accetto, sì, ok, va bene, d'accordo, per me va bene, volentieri,"
            " ci penso io, me ne occupo io, perfetto, per me ok",
            nl="accepteren, geaccepteerd, accepteer, aanvaard, ja, ok, oké, akkoord, doe ik, prima, is"
            " goed, vind ik goed, graag, met plezier, ik doe het, pak ik op, wat mij betreft prima",
        ),
        _BUT,
    ),
    Row(
        "decline",
        OFFER,
        "reason",
        "C12 decline because I am on leave that week",
        forms(
            en="decline, declined, i decline, no, nope, refuse, can't, cannot, can not, i can't, i"
            " cannot, 👎, -1, i'm afraid not, sorry no, not me, pass, unable, no time, not possible",
            de="ablehnen, abgelehnt, lehne ab, nein, kann nicht, kann ich nicht, geht nicht, leider"
            " nein, leider nicht, schaffe ich nicht, keine zeit, nicht möglich, ich lehne ab",
            fr="refuser, refusé, refuse, je refuse, décliner, non, impossible, je ne peux pas, je ne"
            " peux pas le faire, désolé non, désolée non, pas possible, pas le temps, je refuse cette"
            " fois",
            es="rechazar, rechazado, rechazo, no, no puedo, lo siento no, imposible, no es posible, no"
            " tengo tiempo, no podré",
            pt="recusar, recusado, recuso, não, não posso, lamento mas não, impossível, não é possível,"
            " não tenho tempo, não consigo, não vou conseguir",
            it="rifiutare, rifiutato, rifiuto, no, non posso, purtroppo no, impossibile, non è"
            " possibile, non ho tempo, non riesco, non ce la faccio",
            nl="weigeren, geweigerd, afwijzen, nee, kan niet, kan ik niet, helaas niet, helaas, lukt"
            " niet, niet mogelijk, geen tijd, ik weiger",
        ),
        {},
    ),
    Row(
        "take",
        HELP,
        "reason",
        "H3 take",
        forms(
            en="take, taking, i take it, i'll take it, i'll take this, i take this, take it, i can help,"
            " i'll help, yes, i'll do it, i can do it, 👍, +1, ✋, 🙋, i'll take, on it, count me in,"
            " happy to help, i can take it",
            de="übernehme, ich übernehme, übernehme ich, nehme ich, mache ich, ich helfe, ja, kann ich"
            " machen, ich kann helfen, kümmere mich, ich kümmere mich, ich kümmere mich darum, gerne",
            fr="prends, je prends, je m'en occupe, je m'en charge, oui, je peux aider, je prends ça, je"
            " m'y colle, je le fais, avec plaisir",
            es="tomo, lo tomo, me encargo, yo me encargo, sí, puedo ayudar, lo hago yo, yo lo hago, yo"
            " me ocupo, me ocupo",
            pt="assumo, eu assumo, fico com isso, trato disso, sim, posso ajudar, eu faço, eu trato,"
            " trato eu disso, eu ajudo, fico com ela",
            it="prendo, lo prendo io, ci penso io, me ne occupo, sì, posso aiutare, lo faccio io, me ne"
            " occupo io, prendo io, aiuto io",
            nl="neem ik, ik neem het, pak ik op, ik pak het op, doe ik, ja, ik kan helpen, ik help, ik"
            " doe het, ik pak dit op, ik neem dit op me",
        ),
        _BUT,
    ),
    Row(
        "part",
        HELP,
        "words",
        "H3 part: I can review the migration",
        forms(
            en="part, partly, a part, i can do part, one part",
            de="teil, teilweise, einen teil",
            fr="partie, une partie, en partie",
            es="parte, una parte, en parte",
            pt="parte, uma parte, em parte",
            it="parte, una parte, in parte",
            nl="deel, een deel, deels",
        ),
        {},
    ),
    Row(
        "refer",
        HELP,
        "name",
        "H3 refer @bo",
        forms(
            en="refer, refer to, ask, try",
            de="frag, frage, verweise auf, weiter an, weiterleiten an",
            fr="demander à, demande à, voir avec, renvoyer à",
            es="preguntar a, pregunta a, derivar a",
            pt="perguntar a, pergunte a, encaminhar para",
            it="chiedere a, chiedi a, rivolgersi a",
            nl="vraag, verwijs naar, doorverwijzen naar",
        ),
        {},
    ),
    Row(
        "can't",
        HELP,
        "reason",
        "H3 can't",
        forms(
            en="can't, cant, cannot, can not, i can't, i cannot, no, nope, sorry, unable, not me, pass,"
            " decline, 👎, sorry no, i'm afraid not, no time, not possible, i can't help",
            de="kann nicht, kann ich nicht, geht nicht, nein, leider nicht, schaffe ich nicht, keine"
            " zeit, nicht möglich, leider nein",
            fr="peux pas, je ne peux pas, je peux pas, impossible, non, désolé, désolée, pas possible,"
            " pas le temps, je ne peux pas aider",
            es="no puedo, no, imposible, lo siento, no es posible, no tengo tiempo, no podré",
            pt="não posso, não consigo, não, impossível, não é possível, não tenho tempo, não vou conseguir, lamento",
            it="non posso, non riesco, no, impossibile, non è possibile, non ho tempo, non ce la faccio, mi dispiace",
            nl="kan niet, kan ik niet, lukt niet, nee, helaas, niet mogelijk, geen tijd, kan helaas niet",
        ),
        {},
    ),
    Row(
        "ok",
        INTENT,
        "reason",
        "D4 ok",
        forms(
            en="ok, okay, agree, agreed, i agree, yes, fine, fine with me, fine by me, lgtm, no"
            " objection, no objections, accept, 👍, +1, ✅, sounds good, sounds fine, looks good, looks"
            " good to me, looks fine, go ahead, go for it, works for me, good with me, ok with me, ok"
            " for me, ok by me, i'm fine with it, i'm fine with that, i'm ok with it, no concerns, no"
            " concern, no problem with that, in favour, in favor, i'm in, good idea, ship it,"
            " approved, approve, +2, 👌, 🆗, no problem for me, no problem from my side",
            de="ok, okay, einverstanden, ja, passt, keine einwände, kein einwand, zustimmung, stimme zu,"
            " passt für mich, von mir aus, von mir aus gerne, in ordnung, geht klar, dafür, ich bin"
            " dafür, bin dafür, bin einverstanden, ich bin einverstanden, keine bedenken, kein problem"
            " damit, finde ich gut, klingt gut, für mich ok, für mich in ordnung, gute idee, nur zu,"
            " kein problem für mich",
            fr="ok, d'accord, oui, pas d'objection, aucune objection, ça me va, ok pour moi, pour moi"
            " c'est bon, pour moi c'est ok, c'est bon pour moi, très bien, parfait, bonne idée, je"
            " suis d'accord, je suis pour, pas de souci pour moi, pas d'objections, sans objection,"
            " vas-y, allez-y, approuvé, pas de problème pour moi, aucun problème pour moi",
            es="ok, de acuerdo, sí, vale, sin objeciones, conforme, me parece bien, por mí bien, por mí"
            " ok, por mí vale, estoy de acuerdo, a favor, estoy a favor, adelante, perfecto, buena"
            " idea, sin problema por mi parte, ninguna objeción, no tengo objeciones, aprobado, no hay"
            " problema por mi parte",
            pt="ok, de acordo, concordo, sim, sem objeções, por mim tudo bem, por mim ok, por mim pode"
            " ser, parece-me bem, estou de acordo, a favor, sou a favor, avança, podem avançar,"
            " perfeito, boa ideia, nenhuma objeção, não tenho objeções, aprovado, pode ser",
            it="ok, d'accordo, sì, va bene, nessuna obiezione, per me va bene, per me ok, sono"
            " d'accordo, a favore, sono a favore, favorevole, procediamo, procedi pure, perfetto,"
            " buona idea, nessun problema per me, nessuna obiezione da parte mia, approvato, nulla in"
            " contrario, nessun problema da parte mia",
            nl="ok, oké, akkoord, ja, prima, geen bezwaar, eens, vind ik goed, wat mij betreft prima,"
            " wat mij betreft ok, wat mij betreft akkoord, mee eens, ik ben het eens, helemaal eens,"
            " helemaal goed, ga je gang, ik ben voor, geen bezwaren, geen probleem mee, goed idee,"
            " goedgekeurd, geen probleem wat mij betreft",
        ),
        _ON_CONDITION,
    ),
    Row(
        "object",
        INTENT,
        "words",
        "D4 object: the write rate is too high",
        forms(
            en="object, i object, objection, objecting, no, disagree, i disagree, veto, 👎, -1, i'm"
            " against it, i'm against this, i'm against, i am against, against, i am against it,"
            " opposed, i'm opposed, strongly disagree, don't do it, reject, rejected, strongly"
            " against, strongly object, i strongly object, i strongly disagree",
            de="einspruch, einwand, widerspruch, widerspreche, ich widerspreche, dagegen, nein, ich bin"
            " dagegen, bin dagegen, nicht einverstanden, ich bin nicht einverstanden, bin nicht"
            " einverstanden, lehne ab, ich lehne das ab, veto, ich erhebe einspruch, entschieden"
            " dagegen, strikt dagegen",
            fr="objection, je m'oppose, opposé, opposée, contre, non, je suis contre, pas d'accord, je"
            " ne suis pas d'accord, veto, je suis opposé, je suis opposée, tout à fait contre,"
            " fermement opposé, fermement opposée",
            es="objeción, me opongo, objeto, no, en contra, estoy en contra, no estoy de acuerdo, en"
            " desacuerdo, veto, opuesto, objeto a esto, totalmente en contra",
            pt="objeção, oponho-me, me oponho, não, contra, sou contra, estou contra, não concordo,"
            " discordo, veto, não estou de acordo, totalmente contra",
            it="obiezione, mi oppongo, contrario, contraria, no, sono contrario, sono contraria, non"
            " sono d'accordo, contro, sono contro, veto, mi oppongo a questo, assolutamente contrario,"
            " assolutamente contraria",
            nl="bezwaar, oneens, tegen, nee, ben ik tegen, ik ben tegen, niet mee eens, ik ben het niet"
            " eens, niet akkoord, veto, ik maak bezwaar, helemaal tegen, sterk tegen",
        ),
        {},
    ),
    Row(
        "advice",
        INTENT,
        "words",
        "D4 advice: watch the write rate",
        forms(
            en="advice, advise, my advice, comment, suggestion, concern, note, remark, thought, one"
            " thought, fyi, worry, my worry",
            de="rat, ratschlag, hinweis, anmerkung, vorschlag, bedenken, mein rat, anregung, kommentar,"
            " bedenken dazu, tipp",
            fr="conseil, avis, remarque, suggestion, mon conseil, commentaire, note, inquiétude, un conseil",
            es="consejo, sugerencia, comentario, mi consejo, nota, observación, preocupación, recomendación",
            pt="conselho, sugestão, comentário, o meu conselho, nota, observação, preocupação, recomendação",
            it="consiglio, suggerimento, commento, il mio consiglio, nota, osservazione, preoccupazione,"
            " raccomandazione",
            nl="advies, suggestie, opmerking, mijn advies, tip, kanttekening, zorg, aanbeveling",
        ),
        {},
    ),
    Row(
        "hold",
        INTENT,
        "hold",
        "D4 hold 2 days",
        forms(
            en="hold, wait, on hold, more time, hold off, hold on, please wait, need more time, i need more time",
            de="warten, warte, aufschub, halt, mehr zeit, bitte warten, brauche mehr zeit, ich brauche mehr zeit",
            fr="attendre, attends, suspendre, plus de temps, besoin de plus de temps, j'ai besoin de"
            " plus de temps, attendons",
            es="esperar, espera, más tiempo, necesito más tiempo, esperemos, aguanta",
            pt="esperar, espera, aguardar, mais tempo, preciso de mais tempo, esperemos",
            it="attendere, aspettare, aspetta, più tempo, ho bisogno di più tempo, aspettiamo, serve più tempo",
            nl="wacht, wachten, uitstel, meer tijd, even wachten, ik heb meer tijd nodig, meer tijd nodig",
        ),
        {},
    ),
    Row(
        "delegate",
        INTENT,
        "name",
        "D4 delegate to @bo",
        forms(
            en="delegate to, delegate, delegated to, i delegate to",
            de="delegiere an, delegieren an, delegiert an",
            fr="déléguer à, délègue à, je délègue à",
            es="delegar en, delego en, delegar a",
            pt="delegar em, delego em, delegar a, delegar para",
            it="delegare a, delego a",
            nl="delegeren aan, delegeer aan",
        ),
        {},
        works=False,
    ),
    Row(
        "amend",
        INTENT,
        "words",
        "D4 amend: drop Python 3.11 in March instead",
        forms(
            en="amend, amended, amend to, change to, reword",
            de="ändern, geändert, ändere, anpassen",
            fr="amender, modifier, modifié",
            es="enmendar, modificar, cambiar a",
            pt="emendar, alterar, modificar",
            it="emendare, modificare, modifica",
            nl="wijzigen, wijzig, aanpassen, amenderen",
        ),
        {},
    ),
    Row(
        "withdraw",
        INTENT,
        "reason",
        "D4 withdraw",
        {**_WITHDRAWN, "en": (*_WITHDRAWN["en"], "drop")},
        {},
    ),
    Row(
        "done",
        HELP,
        "reason",
        "H3 no longer needed",
        _WITHDRAWN,
        _UNFINISHED,
    ),
    Row(
        "decide anyway",
        INTENT,
        "words",
        "D4 decide anyway: the vendor's support ends in March",
        forms(
            en="decide anyway, decided anyway, anyway",
            de="trotzdem entscheiden, trotzdem entschieden, dennoch entscheiden, trotzdem",
            fr="décider quand même, quand même",
            es="decidir de todos modos, de todos modos",
            pt="decidir mesmo assim, mesmo assim",
            it="decidere comunque, comunque",
            nl="toch besluiten, toch beslissen, desondanks",
        ),
        {},
        works=False,
    ),
    Row(
        "away",
        SELF,
        "span",
        "away until 5 Jan",
        forms(
            en="away, i'm away, i am away, i'll be away, i will be away, ooo, out of office, out of the"
            " office, i'm out, i am out, i'll be out, i will be out, on leave, on vacation, on"
            " holiday, vacation, holiday, pto, i'm on vacation, i'm on leave, i'm on holiday, i'm off,"
            " i am off, i'll be off, i'll be on vacation, i'll be on holiday, i'll be on leave, i'm on"
            " pto, i'll be on pto, i'll be ooo, i'm ooo, taking time off, i have pto, out sick, i'm on"
            " annual leave, on annual leave, on parental leave",
            de="abwesend, ich bin abwesend, im urlaub, ich bin im urlaub, bin im urlaub, urlaub, nicht"
            " im büro, ich habe urlaub, habe urlaub, hab urlaub, ich bin weg, bin weg, bin abwesend,"
            " bin nicht da, ich bin nicht da, ich habe frei, habe frei, bin nicht im büro, ich bin"
            " nicht im büro, in elternzeit",
            fr="absent, absente, je suis absent, je suis absente, je serai absent, je serai absente, en"
            " congé, en congés, en vacances, je suis en congé, je suis en congés, je suis en vacances,"
            " je serai en congé, je serai en congés, je serai en vacances, je ne serai pas là, je ne"
            " suis pas là, hors du bureau, en rtt",
            es="ausente, estoy ausente, estaré ausente, de vacaciones, fuera de la oficina, estoy de"
            " vacaciones, estaré de vacaciones, estoy fuera, estaré fuera, no estaré, de baja, estoy"
            " de baja, de permiso, fuera de oficina",
            pt="ausente, estou ausente, estarei ausente, de férias, fora do escritório, estou de férias,"
            " estarei de férias, vou estar de férias, estou fora, estarei fora, vou estar fora, não"
            " estarei, de licença",
            it="assente, sono assente, sarò assente, in ferie, in vacanza, fuori ufficio, sono in ferie,"
            " sarò in ferie, sono in vacanza, sarò in vacanza, sono fuori, sarò fuori, non ci sono,"
            " non ci sarò, in permesso, fuori sede",
            nl="afwezig, ik ben afwezig, op vakantie, met vakantie, met verlof, vrij, ik ben op"
            " vakantie, ik ben met vakantie, ben op vakantie, ik ben vrij, ben vrij, ik heb vrij, ik"
            " ben weg, ben weg, ik ben er niet, ben er niet, niet op kantoor",
        ),
        {},
    ),
    Row(
        "back",
        SELF,
        "alone",
        "back",
        forms(
            en="back, i'm back, i am back, back again, back at work, back from vacation, back from leave",
            de="zurück, wieder da, ich bin zurück, ich bin wieder da, bin wieder da, bin zurück",
            fr="de retour, je suis de retour, je suis revenu, je suis revenue, revenu, revenue",
            es="de vuelta, he vuelto, ya estoy de vuelta, estoy de vuelta, de regreso, ya he vuelto",
            pt="de volta, voltei, estou de volta, já voltei, estou de regresso, de regresso",
            it="di ritorno, sono tornato, sono tornata, rientrato, rientrata, sono rientrato, sono rientrata",
            nl="terug, weer terug, ik ben terug, ik ben weer terug, ik ben er weer, terug van vakantie",
        ),
        {},
    ),
    Row(
        "skip",
        SELF | UPDATE,
        "alone",
        "1 skip",
        forms(
            en="skip, skip me, skip this, skip this one, skip this week, skip this time, skip today,"
            " i'll skip, i'll skip this week, skipping, skipping this week, i'm skipping this week, i"
            " skip, i skip this one",
            de="überspringen, auslassen, aussetzen, diesmal nicht, ich setze aus, ich überspringe,"
            " überspringe, diese woche nicht, ich lasse diese woche aus",
            fr="passer, je passe, sauter, pas cette fois, je saute, je saute mon tour, pas cette"
            " semaine, je passe mon tour, je passe cette fois",
            es="omitir, saltar, paso, esta vez no, omito, me salto esta, esta semana no, paso esta vez,"
            " paso esta semana",
            pt="pular, saltar, passo, desta vez não, salto esta, esta semana não, passo esta vez, passo"
            " esta semana, salto",
            it="salta, saltare, salto, passo, questa settimana no, salto questa, passo questa volta,"
            " stavolta no, salto questa settimana",
            nl="overslaan, sla over, deze keer niet, ik sla over, deze week niet, ik sla deze over, ik"
            " sla deze week over, sla deze over",
        ),
        {},
    ),
    Row(
        "pause",
        SELF | UPDATE,
        "until",
        "pause until 5 Jan",
        forms(
            en="pause, snooze",
            de="pausieren, pause, pausiere",
            fr="pause, suspendre, mettre en pause",
            es="pausa, pausar",
            pt="pausa, pausar",
            it="pausa, sospendi, sospendere",
            nl="pauze, pauzeer, pauzeren",
        ),
        {},
    ),
    Row(
        "stop",
        SELF,
        "choice",
        "stop digests",
        forms(
            en="stop, unsubscribe, unsubscribe me, opt out, stop asking, stop asking me, stop asking me about this,"
            " stop this, stop sending me these, stop mailing me, stop emailing me, remove me, take me off this"
            " list",
            de="stopp, stop, abbestellen, abmelden, hör auf, nicht mehr fragen, keine mails mehr, austragen",
            fr="stop, arrêter, arrête, arrêtez, désabonner, me désabonner, ne me demandez plus, plus de"
            " mails, désinscription",
            es="stop, parar, detener, darme de baja, baja, no me preguntes más, cancelar suscripción, no más correos",
            pt="stop, parar, pare, cancelar inscrição, cancelar subscrição, não me pergunte mais, chega",
            it="stop, ferma, basta, disiscrivimi, annulla iscrizione, non chiedermi più, cancellami, basta così",
            nl="stop, stoppen, afmelden, uitschrijven, niet meer vragen, geen mails meer, uitschrijven graag",
        ),
        {},
    ),
    Row(
        "start",
        SELF,
        "choice",
        "start digests",
        forms(
            en="start, restart, resume, subscribe, unpause, start asking, start asking me",
            de="starten, start, anmelden, fortsetzen",
            fr="démarrer, reprendre, start, réabonner",
            es="empezar, reanudar, start",
            pt="começar, retomar, start",
            it="inizia, riprendi, start",
            nl="starten, start, hervatten",
        ),
        {},
    ),
    Row(
        "mine",
        SELF,
        "alone",
        "mine",
        forms(
            en="mine, my week, my commitments, my items, my list",
            de="meine, meins, meine woche, meine zusagen",
            fr="les miens, mes engagements, ma semaine",
            es="lo mío, mis compromisos, mi semana",
            pt="meus compromissos, minha semana, os meus",
            it="i miei, i miei impegni, la mia settimana",
            nl="mijn week, mijn toezeggingen, van mij",
        ),
        {},
    ),
    Row(
        "status",
        SELF,
        "alone",
        "status",
        forms(
            en="status, team status, the status",
            de="stand, status",
            fr="statut, état",
            es="estado",
            pt="estado, situação",
            it="stato",
            nl="status, stand",
        ),
        {},
    ),
    Row(
        "find",
        SELF,
        "query",
        "find postgres",
        forms(
            en="find, search, search for, look for",
            de="suche, suchen, finde, suche nach",
            fr="chercher, cherche, trouver, trouve",
            es="buscar, busca, encontrar",
            pt="procurar, procura, buscar",
            it="cerca, cercare, trova",
            nl="zoek, zoeken, vind",
        ),
        {},
    ),
    Row(
        "why",
        SELF,
        "id",
        "why C12",
        forms(en="why", de="warum", fr="pourquoi", es="por qué", pt="por que, porquê", it="perché", nl="waarom"),
        {},
    ),
    Row(
        "decisions",
        SELF,
        "since",
        "decisions since May",
        forms(
            en="decisions",
            de="entscheidungen",
            fr="décisions",
            es="decisiones",
            pt="decisões",
            it="decisioni",
            nl="beslissingen, besluiten",
        ),
        {},
    ),
    Row(
        "help",
        SELF,
        "alone",
        "help",
        forms(
            en="help, help?, commands, how does this work",
            de="hilfe, befehle",
            fr="aide, commandes",
            es="ayuda, comandos",
            pt="ajuda, comandos",
            it="aiuto, comandi",
            nl="help, hulp, opdrachten",
        ),
        {},
    ),
    Row(
        "undo",
        SELF,
        "alone",
        "undo",
        forms(
            en="undo, undo this, undo that, undo all, revert",
            de="rückgängig, rückgängig machen, zurücknehmen, alles rückgängig, widerrufen",
            fr="annuler, annule, tout annuler, annuler tout, défaire",
            es="deshacer, deshaz, deshacer todo, revertir",
            pt="desfazer, desfaz, desfazer tudo, reverter",
            it="annulla, annulla tutto, disfa",
            nl="ongedaan maken, herstel, alles ongedaan maken, terugdraaien",
        ),
        {},
    ),
    Row(
        "fix",
        SELF,
        "fix",
        "fix 2: by Friday",
        forms(
            en="fix, correct, change",
            de="korrigiere, korrektur, korrigieren, ändere",
            fr="corriger, corrige, correction",
            es="corregir, corrige",
            pt="corrigir, corrige",
            it="correggi, correggere",
            nl="corrigeer, corrigeren, correctie",
        ),
        {},
    ),
    Row(
        "calendar",
        SELF,
        "id",
        "calendar C12",
        forms(
            en="calendar, ics, add to calendar, calendar entry",
            de="kalender, kalendereintrag",
            fr="calendrier, agenda",
            es="calendario, agenda",
            pt="calendário, agenda",
            it="calendario, agenda",
            nl="agenda, kalender",
        ),
        {},
    ),
    Row(
        "free",
        SELF,
        "weekdays",
        "free on Fridays",
        forms(
            en="free, i'm free, off, i'm off, i am off, i don't work, i do not work, i never work, not working,"
            " i'm not working",
            de="frei, ich habe frei, ich arbeite nicht, arbeite nicht, arbeitsfrei",
            fr="libre, je suis libre, je ne travaille pas, je ne travaille jamais",
            es="libre, libro, no trabajo, nunca trabajo",
            pt="livre, não trabalho, nunca trabalho, folgo",
            it="libero, libera, non lavoro, non lavoro mai",
            nl="vrij, ik ben vrij, ik werk niet, ik werk nooit",
        ),
        {},
    ),
    Row(
        "feed",
        SELF,
        "alone",
        "feed",
        forms(
            en="feed, my feed, feeds, my feeds, calendar feed, calendar, my calendar, calendar address",
            de="feed, kalenderfeed, kalender, mein kalender, kalenderadresse",
            fr="flux, mon flux, calendrier, mon calendrier, flux calendrier",
            es="feed, mi feed, calendario, mi calendario",
            pt="feed, meu feed, calendário, meu calendário",
            it="feed, il mio feed, calendario, il mio calendario",
            nl="feed, mijn feed, mijn agenda, kalender",
        ),
        {},
    ),
    Row(
        "new feed",
        SELF,
        "alone",
        "feed new",
        forms(
            en="feed new, new feed, renew feed, new feed address, new calendar address",
            de="feed neu, neuer feed, neue feedadresse, neue kalenderadresse",
            fr="flux nouveau, nouveau flux, nouvelle adresse du flux",
            es="feed nuevo, nuevo feed, nueva dirección del calendario",
            pt="feed novo, novo feed, novo endereço do calendário",
            it="feed nuovo, nuovo feed, nuovo indirizzo del calendario",
            nl="feed nieuw, nieuwe feed, nieuw agenda-adres",
        ),
        {},
    ),
    Row(
        "works",
        SELF,
        "weekdays",
        "works Mon-Thu",
        forms(
            en="works, i work, i only work, working days, workdays, my working days are",
            de="ich arbeite, ich arbeite nur, arbeitstage, meine arbeitstage sind",
            fr="je travaille, je ne travaille que, jours de travail",
            es="trabajo, solo trabajo, días de trabajo",
            pt="trabalho, só trabalho, dias de trabalho",
            it="lavoro, lavoro solo, giorni di lavoro",
            nl="ik werk, ik werk alleen, werkdagen, mijn werkdagen zijn",
        ),
        {},
    ),
    Row("deputy", SELF, "deputy", "deputy: @bo", DEPUTY, {}),
    Row(
        "skip all",
        SELF | UPDATE,
        "alone",
        "skip all",
        forms(
            en="skip all, skip for all, skip for everybody, skip for everyone, skip it for all, drop this date",
            de="für alle auslassen, für alle überspringen, alle überspringen, diesen termin auslassen",
            fr="sauter pour tous, sauter pour tout le monde, annuler pour tous",
            es="saltar para todos, omitir para todos, cancelar para todos",
            pt="pular para todos, saltar para todos, cancelar para todos",
            it="saltare per tutti, salta per tutti, annullare per tutti",
            nl="overslaan voor iedereen, voor iedereen overslaan, sla over voor iedereen",
        ),
        {},
    ),
)

CHOICES: tuple[tuple[Literal["asks", "digests"], Forms], ...] = (
    (
        "digests",
        forms(
            en="digests, digest, the digests, sending digests",
            de="digests, zusammenfassungen, übersichten",
            fr="résumés, les résumés, digests",
            es="resúmenes, digests",
            pt="resumos, digests",
            it="riepiloghi, digest",
            nl="overzichten, samenvattingen, digests",
        ),
    ),
    (
        "asks",
        forms(
            en="asks, asking, asking me, questions, requests, reminders",
            de="fragen, anfragen, erinnerungen",
            fr="questions, demandes, rappels",
            es="preguntas, solicitudes",
            pt="perguntas, pedidos",
            it="domande, richieste",
            nl="vragen, verzoeken",
        ),
    ),
)
"""What "stop" and "start" may name."""

BEST: dict[Kind, tuple[Verb, ...]] = {
    "due": ("done", "to", "at risk"),
    "offer": ("accept", "decline"),
    "intent": ("ok", "object", "advice"),
    "help": ("take", "part", "can't"),
    "update": ("skip",),
}
"""What is proposed to somebody whose words were not understood."""

"""Of a commitment."""

from __future__ import annotations

from paceline.inbox.grammar.commands.conditions import BUT, OR_NOT, UNFINISHED
from paceline.inbox.grammar.commands.row import COMMITMENT, HELP, OFFER, UPDATE, Row
from paceline.inbox.grammar.words import forms

COMMITMENTS: tuple[Row, ...] = (
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
        UNFINISHED,
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
            " needs more time until, set to, change to, make it, i'm moving to, new eta, eta, moved, pushed,"
            " postponed, delayed, shifted, rescheduled",
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
        OR_NOT,
    ),
    Row(
        "shrink",
        COMMITMENT,
        "words",
        "C12 shrink: only the reading part",
        forms(
            en="shrink, shrink to, shrink it to, cut to, cut down to, cut back to, reduce to, reduce it to, reduced to,"
            " smaller, descope to, narrow to",
            de="verkleinern, verkleinern auf, verkleinert auf, kürzen auf, gekürzt auf, kleiner, reduzieren auf,"
            " reduziert auf, eingrenzen auf",
            fr="réduire, réduire à, réduit à, réduite à, je réduis à, limiter à, plus petit",
            es="reducir, reducir a, reducido a, reduzco a, recortar a, recortado a, limitar a",
            pt="reduzir, reduzir a, reduzir para, reduzido a, reduzo para, encolher para, limitar a",
            it="ridurre, ridurre a, ridotto a, ridotta a, riduco a, limitare a, più piccolo",
            nl="verkleinen, verkleinen tot, verkleind tot, inkorten tot, beperken tot, kleiner, terugbrengen tot",
        ),
        {},
        told="Those who wait for it are asked first.",
    ),
    Row(
        "hand to",
        COMMITMENT,
        "name",
        "C12 hand to @bo",
        forms(
            en="hand to, hand it to, hand over to, hand it over to, handed to, handing to, hand on to, give to, give it"
            " to, reassign to, pass on to",
            de="übergeben an, übergebe an, übergebe ich an, abgeben an, gebe ich an, weitergeben an, geht an",
            fr="confier à, je confie à, transmettre à, je transmets à, passer à, donner à",
            es="entregar a, pasárselo a, se lo paso a, ceder a, cedo a, traspasar a, traspaso a",
            pt="entregar a, passar a, passo a, ceder a, cedo a, entrego a",
            it="affidare a, affido a, cedere a, cedo a, lo passo a, passarlo a",
            nl="overdragen aan, draag over aan, geef aan, geven aan, doorgeven aan, overgeven aan",
        ),
        {},
        told="It stays its owner's until the other accepts.",
    ),
    Row(
        "needs",
        COMMITMENT,
        "other",
        "C12 needs C9",
        forms(
            en="needs, depends on, waits for, is waiting for, waiting for, waiting on, blocked by",
            de="braucht, brauche, benötigt, hängt ab von, hängt von, wartet auf, blockiert durch",
            fr="nécessite, a besoin de, dépend de, attend",
            es="necesita, depende de, espera a",
            pt="precisa de, depende de, espera por, aguarda",
            it="ha bisogno di, necessita, necessita di, dipende da, aspetta",
            nl="heeft nodig, hangt af van, wacht op, vereist",
        ),
        {},
        told="Its owner hears when the other one changes.",
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
        BUT,
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
)

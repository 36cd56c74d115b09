"""Of a review, and of being asked at all."""

from __future__ import annotations

from paceline.inbox.grammar.commands.row import SELF, UPDATE, Row
from paceline.inbox.grammar.running import EVERY, HAND_OVER, SKIP, TAKE_OVER
from paceline.inbox.grammar.words import forms

REVIEWS: tuple[Row, ...] = (
    Row(
        "skip",
        SELF | UPDATE,
        "alone",
        "1 skip",
        forms(
            en="skip, skip it, skip the meeting, skip me, skip this, skip this one, skip this week, skip this time,"
            " skip today,"
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
        SELF | UPDATE,
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
        told="`1 stop`, `stop asks of Platform weekly`, `stop digests of Platform weekly`: of one review only.",
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
        "every",
        SELF,
        "every",
        "every 3 weeks",
        EVERY,
        {},
        told="How often a review asks: by its organizer, or by either of two people. The event stays as it is.",
    ),
    Row(
        "hand over",
        SELF,
        "heir",
        "hand over Platform weekly to @bo",
        HAND_OVER,
        {},
        told="Who takes part in it is asked to run it, and does when they take it over.",
    ),
    Row(
        "skip date",
        SELF,
        "date",
        "skip 7 Dec",
        SKIP,
        {},
        told="By who takes part, for oneself, ahead of the mail that asks; by the organizer for everybody, but"
        " `skip 7 Dec for me`. `skip next`, `skip 7 Dec of Platform weekly` too.",
    ),
    Row("take over", SELF, "review", 'take over "Platform weekly"', TAKE_OVER, {}),
    Row(
        "meet",
        SELF,
        "alone",
        "meet",
        forms(
            en="meet, let's meet, lets meet, we meet, we'll meet, we do meet, meet anyway, hold the meeting",
            de="treffen, wir treffen uns, wir treffen uns trotzdem, treffen findet statt, besprechung findet statt",
            fr="on se réunit, réunissons-nous, nous nous réunissons, maintenir la réunion, la réunion a lieu",
            es="nos reunimos, reunámonos, mantener la reunión, la reunión se mantiene",
            pt="reunimo-nos, vamos reunir, manter a reunião, a reunião mantém-se, a reunião está mantida",
            it="ci riuniamo, riuniamoci, tenere la riunione, la riunione si tiene",
            nl="we komen samen, we vergaderen, de vergadering gaat door, vergaderen",
        ),
        {},
        told="for the organizer, in answer to the digest: the meeting takes place; `skip` there says that it does not",
    ),
    Row(
        "preview",
        SELF,
        "choice",
        "preview digest",
        forms(
            en="preview, show me the, preview the, send me a preview, send me a preview of the",
            de="vorschau, zeig mir die, vorschau der",
            fr="aperçu, prévisualiser, aperçu des",
            es="vista previa, previsualizar",
            pt="pré-visualizar, pré-visualização, prévia",
            it="anteprima, mostra anteprima",
            nl="voorbeeld, voorvertoning, toon voorbeeld",
        ),
        {},
        told="For who runs a review: the mail that asks (`preview`) or the digest as it would go now, to them only.",
    ),
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

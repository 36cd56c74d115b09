"""Words that stand beside commands, before or behind them."""

from __future__ import annotations

from typing import Literal

from paceline.inbox.grammar.words import Forms, forms

DEPUTY = forms(
    en="deputy, my deputy, my deputy is, deputy is, stand-in, my stand-in is",
    de="vertretung, meine vertretung, meine vertretung ist, vertreter, mein vertreter ist, vertreterin",
    fr="remplaçant, remplaçante, mon remplaçant est, ma remplaçante est, suppléant, suppléante",
    es="suplente, mi suplente es, sustituto, sustituta, mi sustituto es, mi sustituta es",
    pt="substituto, substituta, o meu substituto é, a minha substituta é",
    it="sostituto, sostituta, il mio sostituto è, la mia sostituta è",
    nl="vervanger, mijn vervanger is, vervanging, mijn vervanging is",
)

AWAY = forms(
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
    fr="congés, vacances, absent, absente, je suis absent, je suis absente, je serai absent, je serai absente, en"
    " congé, en congés, en vacances, je suis en congé, je suis en congés, je suis en vacances,"
    " je serai en congé, je serai en congés, je serai en vacances, je ne serai pas là, je ne"
    " suis pas là, hors du bureau, en rtt",
    es="vacaciones, ausente, estoy ausente, estaré ausente, de vacaciones, fuera de la oficina, estoy de"
    " vacaciones, estaré de vacaciones, estoy fuera, estaré fuera, no estaré, de baja, estoy"
    " de baja, de permiso, fuera de oficina",
    pt="férias, ausente, estou ausente, estarei ausente, de férias, fora do escritório, estou de férias,"
    " estarei de férias, vou estar de férias, estou fora, estarei fora, vou estar fora, não"
    " estarei, de licença",
    it="ferie, assente, sono assente, sarò assente, in ferie, in vacanza, fuori ufficio, sono in ferie,"
    " sarò in ferie, sono in vacanza, sarò in vacanza, sono fuori, sarò fuori, non ci sono,"
    " non ci sarò, in permesso, fuori sede",
    nl="vakantie, verlof, afwezig, ik ben afwezig, op vakantie, met vakantie, met verlof, vrij, ik ben op"
    " vakantie, ik ben met vakantie, ben op vakantie, ik ben vrij, ben vrij, ik heb vrij, ik"
    " ben weg, ben weg, ik ben er niet, ben er niet, niet op kantoor",
)

NO = forms(en="no, nope", de="nein", fr="non", es="no", pt="não", it="no", nl="nee")
"""Verbs only where nothing or a reason that is set off follows: "no way" and "no problem" are neither."""

TO_CLOSE = forms(
    en="close, finish, resolve",
    de="schließe, schließen, beende, beenden",
    fr="fermer, ferme, fermez, clore",
    es="cerrar, cierra, cierre",
    pt="fechar, feche, fecha",
    it="chiudere, chiudi",
    nl="sluit, sluiten",
)
"""Before an id: to be done, or to be taken as done; which of them is asked."""

SMALL_WORDS = forms(en="now, due", de="erst", es="a", it="a")
"""Verbs that move a commitment only where nothing or a reason that is set off follows the day."""

CHOICES: tuple[tuple[Literal["asks", "digests", "week"], Forms], ...] = (
    (
        "week",
        forms(
            en="week, my week, the week, weekly, the weekly",
            de="woche, meine woche, wochenübersicht",
            fr="semaine, ma semaine, la semaine",
            es="semana, mi semana, la semana",
            pt="semana, a minha semana, minha semana",
            it="settimana, la mia settimana, la settimana",
            nl="week, mijn week, weekoverzicht",
        ),
    ),
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
"""What "stop", "start" and "preview" may name."""

WEEK_OF = forms(
    en="week of, the week of, weekly of, weekly from",
    de="woche von, die woche von",
    fr="semaine de, la semaine de, semaine d'",
    es="semana de, la semana de",
    pt="semana de, a semana de, semana do",
    it="settimana di, la settimana di",
    nl="week van, de week van",
)
"""Before a team whose week one wants to read, or no more: "start week of ops"."""

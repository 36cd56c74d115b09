"""Of the author: days, hours, language, calendar, what is private, leaving."""

from __future__ import annotations

from paceline.inbox.grammar.commands.row import SELF, Row
from paceline.inbox.grammar.commands.words_beside import AWAY, DEPUTY
from paceline.inbox.grammar.wishes import HOUR, LANGUAGE
from paceline.inbox.grammar.words import forms

ONESELF: tuple[Row, ...] = (
    Row(
        "away",
        SELF,
        "span",
        "away until 5 Jan",
        AWAY,
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
    Row("hour", SELF, "hour", "ask me at 10:30", HOUR, {}, told="The hour at which mail comes, every day from now on."),
    Row("language", SELF, "language", "language: de", LANGUAGE, {}),
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
        told="An offer that waits for you comes as an invitation, which your calendar answers; anything else as a day"
        " to add by hand.",
    ),
    Row(
        "free",
        SELF,
        "weekdays",
        "free on Fridays",
        forms(
            en="free, i'm free, off, i'm off, i am off, i don't work, i do not work, i never work, not working,"
            " i'm not working, away, i'm away, i am away, out, i'm out, i am out, ooo, out of office",
            de="frei, ich habe frei, ich arbeite nicht, arbeite nicht, arbeitsfrei, abwesend,"
            " ich bin abwesend, bin weg",
            fr="libre, je suis libre, je ne travaille pas, je ne travaille jamais, absent, absente, je suis absent,"
            " je suis absente",
            es="libre, libro, no trabajo, nunca trabajo, ausente, estoy ausente",
            pt="livre, não trabalho, nunca trabalho, folgo, ausente, estou ausente",
            it="libero, libera, non lavoro, non lavoro mai, assente, sono assente",
            nl="vrij, ik ben vrij, ik werk niet, ik werk nooit, afwezig, ik ben afwezig",
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
            en="works, i work, i only work, working days, workdays, my working days are, part-time, part time,"
            " i work part-time",
            de="ich arbeite, ich arbeite nur, arbeitstage, meine arbeitstage sind, teilzeit, in teilzeit",
            fr="je travaille, je ne travaille que, jours de travail, temps partiel, à temps partiel",
            es="trabajo, solo trabajo, días de trabajo, tiempo parcial, a tiempo parcial",
            pt="trabalho, só trabalho, dias de trabalho, tempo parcial, a tempo parcial",
            it="lavoro, lavoro solo, giorni di lavoro, part-time, tempo parziale",
            nl="ik werk, ik werk alleen, werkdagen, mijn werkdagen zijn, deeltijd, parttime",
        ),
        {},
    ),
    Row("deputy", SELF, "deputy", "deputy: @bo", DEPUTY, {}),
    Row(
        "export",
        SELF,
        "alone",
        "export",
        forms(
            en="export, my data, export my data, send me my data",
            de="exportieren, meine daten",
            fr="exporter, mes données",
            es="exportar, mis datos",
            pt="exportar, os meus dados",
            it="esportare, esporta, i miei dati",
            nl="exporteren, mijn gegevens",
        ),
        {},
        told="What is on record of oneself, as a table.",
    ),
    Row(
        "erase me",
        SELF,
        "alone",
        "erase me",
        forms(
            en="erase me, forget me, delete me, delete my data",
            de="lösche mich, vergiss mich, meine daten löschen",
            fr="efface-moi, effacez-moi, oubliez-moi, supprimer mes données",
            es="bórrame, olvídame, borrar mis datos",
            pt="apague-me, esqueça-me, apagar os meus dados",
            it="eliminami, dimenticami, elimina i miei dati",
            nl="wis mij, vergeet mij, wis mijn gegevens",
        ),
        {},
        told="Whoever runs the service is asked to.",
    ),
    Row(
        "away of",
        SELF,
        "nobody",
        "@bo away until 5 Jan",
        AWAY,
        {},
        told="The words of `away` behind an @name, for the organizer of a review that they take part in: they hear of"
        " it, and their own word counts more.",
    ),
    Row(
        "left",
        SELF,
        "nobody",
        "@bo has left",
        forms(
            en="has left, left, has left us, has left the team, left the team, is no longer with us,"
            " is no longer in the team",
            de="hat uns verlassen, hat das team verlassen, ist ausgeschieden, ist nicht mehr im team",
            fr="est parti, est partie, nous a quittés, a quitté l'équipe",
            es="se ha ido, ha dejado el equipo, ya no está en el equipo",
            pt="saiu, deixou a equipa, deixou a equipe, saiu da equipa",
            it="se n'è andato, se n'è andata, ha lasciato il team, ha lasciato la squadra",
            nl="is vertrokken, heeft het team verlaten, werkt hier niet meer",
        ),
        {},
        told="Behind an @name, for the organizer of a review that they take part in: nothing more is asked of them."
        " It asks for a `yes` before it.",
    ),
    Row(
        "private",
        SELF,
        "apart",
        "private 3",
        forms(
            en="private, make private, meant private, that was meant private, that was private, should be private",
            de="privat, vertraulich, war privat gemeint, das war privat gemeint",
            fr="privé, c'était privé, confidentiel",
            es="privado, era privado, confidencial",
            pt="privado, era privado, confidencial",
            it="privato, era privato, riservato",
            nl="privé, was privé bedoeld, vertrouwelijk",
        ),
        {},
        told="In answer to a receipt, before the digest goes out: the line with that number is for the organizer only;"
        " of an update, the lines that hold the words behind a colon.",
    ),
)

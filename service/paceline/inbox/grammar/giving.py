"""What kind of help an offer is: of the words that are found in it the first row counts."""

from __future__ import annotations

from paceline.inbox.grammar.words import Forms, forms

GIVEN: tuple[tuple[str, Forms], ...] = (
    (
        "scope cut",
        forms(
            en="leave out, leave it out, do without, drop the, drop that, skip the, smaller, cut the, cut it, fewer",
            de="weglassen, lassen weg, verzichten, verzichte, kleiner, streichen, kürzen",
            fr="laisser de côté, se passer de, me passer de, réduire, plus petit",
            es="dejar fuera, prescindir, recortar, reducir, más pequeño",
            pt="deixar de fora, prescindir, cortar, reduzir, mais pequeno",
            it="lasciare fuori, fare a meno, tagliare, ridurre, più piccolo",
            nl="weglaten, zonder doen, schrappen, kleiner, inkorten",
        ),
    ),
    (
        "access",
        forms(
            en="access, rights, admin, permission, permissions, account, credentials, key, licence, license, budget",
            de="zugang, zugriff, rechte, admin, berechtigung, konto, schlüssel, lizenz, budget",
            fr="accès, droits, admin, autorisation, compte, clé, licence, budget",
            es="acceso, permisos, permiso, admin, cuenta, clave, licencia, presupuesto",
            pt="acesso, permissões, permissão, admin, conta, chave, licença, orçamento",
            it="accesso, permessi, permesso, admin, account, chiave, licenza, budget",
            nl="toegang, rechten, admin, account, sleutel, licentie, budget",
        ),
    ),
    (
        "time",
        forms(
            en="hour, hours, day, days, week, weeks, minutes, afternoon, morning, time",
            de="stunde, stunden, tag, tage, tagen, woche, wochen, minuten, nachmittag, vormittag, zeit",
            fr="heure, heures, jour, jours, journée, semaine, semaines, minutes, après-midi, matinée, temps",
            es="hora, horas, día, días, semana, semanas, minutos, tarde, mañana, tiempo",
            pt="hora, horas, dia, dias, semana, semanas, minutos, tarde, manhã, tempo",
            it="ora, ore, giorno, giorni, settimana, settimane, minuti, pomeriggio, mattina, tempo",
            nl="uur, uren, dag, dagen, week, weken, minuten, middag, ochtend, tijd",
        ),
    ),
    (
        "knowledge",
        forms(
            en="explain, show, review, pair, advice, advise, know, teach, walk, look over, answer, questions, mentor",
            de="erklären, erkläre, zeigen, zeige, durchsehen, beraten, rat, weiß, kenne, fragen, review",
            fr="expliquer, explique, montrer, montre, relire, relis, conseil, conseiller, connais, questions, revue",
            es="explicar, explico, enseñar, revisar, reviso, consejo, aconsejar, conozco, preguntas",
            pt="explicar, explico, mostrar, mostro, rever, revejo, conselho, aconselhar, conheço, perguntas",
            it="spiegare, spiego, mostrare, mostro, rivedere, consiglio, conosco, domande, revisione",
            nl="uitleggen, leg uit, laten zien, nakijken, meekijken, advies, weet, ken, vragen, review",
        ),
    ),
)

"""How automatic replies open, and how people say that they are away, in some thirty languages."""

from __future__ import annotations

from paceline.inbox.machines.bounce_wording import either

AUTOMATIC = either(
    # en, and languages that write it alike
    r"auto(matic|mated|matically generated)?[- ]?(e-?mail )?(reply|response|respond(er)?|answer)",
    r"auto-?respon[sd]e?",
    # cs, sk, hr, sl
    r"automatick(á|ý|é) odpov(ěď|eď)|automatski odgovor|samodejni odgovor",
    # da, nb, sv, fi, et
    r"auto(matisk(t)? )?-?svar\b|automaattinen (vastaus|poissaoloviesti)|automaatvastus",
    # de, nl
    r"automati(sche|c) (antwort|rückantwort)|auto-?antwort|automatisch (antwoord|bericht)",
    r"abwesenheits?(notiz|nachricht|assistent|benachrichtigung|meldung)|afwezigheids?(bericht|assistent|melding)",
    # el
    r"αυτόματη απάντηση",
    # es, fr, it, pt, ro
    r"respuesta autom[aá]tica|auto-?respuesta|r[ée]ponse automatique|auto-?réponse|message d['’]absence",
    r"risposta automatica|risponditore automatico|resposta autom[áa]tica|auto-?resposta|r[ăa]spuns automat",
    # hu, lt, lv, tr, id, vi
    r"automatikus v[áa]lasz|automatinis atsakymas|automātiskā atbilde|otomatik (yan[ıi]t|cevap)",
    r"(balasan|tanggapan) otomatis|tr[ảa] l[ờo]i t[ựu] [đd][ộo]ng",
    # pl, ru, uk, bg
    r"automatyczna odpowied[źz]|odpowied[źz] automatyczna|autoodpowied[źz]",
    r"автомати(ческий|ческое|чна|чен) (ответ|уведомление|відповідь|отговор)|авто-?(ответ|відповідь)",
    # ar, fa, he, hi, th
    r"رد تلقائي|الرد التلقائي|پاسخ خودکار|תשובה אוטומטית|מענה אוטומטי|स्वचालित उत्तर|स्वत: उत्तर|ตอบกลับอัตโนมัติ",
    # ja, ko, zh
    r"自動(応答|返信|送信|回覆|答覆|回復)|自动(答复|回复|回覆)|자동 ?(회신|응답|답장)",
    r"不在(通知|のお知らせ|連絡)|外出自動",
)
"""The beginning of a subject that only a machine writes."""

ABSENT = either(
    r"out[- ]of[- ](the[- ])?office|ooo\b|(on )?vacation( (reply|response|notice|message))|on leave\b",
    r"away from (my|the) (mail|office|desk)",
    r"mimo kancelář|nepřítomnost",
    r"fravær(sbesked)?|ikke (til stede|på kontoret)|frånvaro(meddelande)?|inte på kontoret|poissa(olo)?\b",
    r"(ich bin )?abwesend|abwesenheit\b|nicht im (büro|haus)|niet (aanwezig|op kantoor)|afwezig(heid)?",
    r"εκτός γραφείου|מחוץ למשרד|خارج المكتب",
    r"fuera de (la )?oficina|ausente|absen(ce|t)e?( du bureau)?\b|hors du bureau",
    r"fuori (sede|ufficio)|assen(za|te)( dall['’]ufficio)?|fora do escrit[óo]rio|aus[êe]n(te|cia)",
    r"[îi]n afara biroului|irodán kívül|házon kívül|ofis d[ıi][şs][ıi]nda",
    r"poza biurem|nieobecno[śs][ćc]|нет на работе|вне офиса|поза офісом|извън офиса",
    r"不在|休暇|外出|부재 ?중|休假",
)
"""The beginning of a subject about an absence: people write it too."""

AWAY = either(
    r"out of (the )?office|\baway\b|limited access to (my )?e-?mail|when i (return|am back|get back)",
    r"on (annual |sick |parental |maternity )?(vacation|holidays?|leave)\b|(will|i['’]ll) be back",
    r"no longer (work|with|in use)|left the company",
    r"automatic(ally)? (generated|reply|response)|thank you for your (e-?mail|message)|have received your",
    r"mimo kancelář|dovolen|nepřítom",
    r"ikke på kontoret|på ferie|fravær|inte på kontoret|semester|bortrest|tjänstledig",
    r"abwesen|nicht im (büro|haus)|im urlaub|außer haus|nicht erreichbar|elternzeit",
    r"wieder (für sie )?(da|erreichbar|im büro)",
    r"εκτός γραφείου|σε άδεια|απουσι",
    r"fuera de (la )?oficina|vacaciones|ausente|de baja|estaré de vuelta",
    r"lomalla|poissa|tavoitettavissa",
    r"absen(t|ce)|en congés?|en vacances|de retour",
    r"מחוץ למשרד|בחופש|אעדר",
    r"nem vagyok|szabadság|távol",
    r"fuori (sede|ufficio)|in ferie|assente|assenza",
    r"afwezig|vakantie|niet (op kantoor|aanwezig|bereikbaar)|met verlof",
    r"poza biurem|urlop|nieobecn",
    r"fora do escrit|f[ée]rias|ausente",
    r"concediu|nu sunt (la|în) birou",
    r"отпуск|отсутств|буду на работе|відпуст|відсутн",
    r"izindeyim|ofis dışında|tatil",
    r"إجازة|خارج المكتب|مرخصی",
    r"不在|休暇|出張|休假|外出|年假|부재|휴가",
)
"""In the text."""

#include "config.h"
#include "parse/quote_phrase.h"

#include <glib.h>
#include <string.h>

#define DEVICE_BYTES 110u
#define CLOSING_BYTES 90u
#define THANKS_BYTES 40u
#define WHOLE_BYTES 700u
#define NOTICE_BYTES 120u /* no legal notice is shorter */
#define TITLE_BYTES 60u

/* Ended by NULL. */
typedef const char *const phrases[];

static bool
begins_with_any(const char *line, const char *const *list)
{
	for (; *list != NULL; list++)
		if (line[0] == (*list)[0] && strncmp(line, *list, strlen(*list)) == 0)
			return true;
	return false;
}

static bool
ends_with_any(const char *line, const char *const *list)
{
	for (; *list != NULL; list++)
		if (g_str_has_suffix(line, *list))
			return true;
	return false;
}

static bool
contains_any(const char *line, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strstr(line, *list) != NULL)
			return true;
	return false;
}

/* Nothing but a device is sent from like this. */
static phrases device_certain = {"inviato dal mio ", "inviata dal mio ", "inviato dalla mia ",
    "scarica outlook per ", "ottieni outlook per ", "inviato da iphone", "inviato da ipad",
    "inviato da smartphone", "inviato da dispositivo", "mandato dal mio ", "spedito dal mio ",
    "sent from my ", "from my iphone", "from my ipad", "from my mobile", "from my android",
    "sent by galaxy", "sent from a ", "sent from mobile", "sent via mobile", "get outlook for ",
    "get [outlook for", "download outlook for ", "sent from iphone", "sent from ipad",
    "sent using the mail.com", "sent from proton", "sent with proton", "sent from mailbox",
    "von meinem ", "von meiner ", "von unterwegs gesendet", "gesendet von meinem ",
    "gesendet von unterwegs", "outlook für android", "outlook für ios",
    "holen sie sich outlook", "diese nachricht wurde von meinem ", "laden sie outlook ",
    "envoyé de mon ", "envoyé depuis mon ", "envoyé à partir de mon ", "envoyé via mon ",
    "envoyé de l'iphone", "obtenez outlook pour ", "obtenir outlook pour ",
    "télécharger outlook pour ", "téléchargez outlook pour ", "enviado desde mi ",
    "enviado des de mi ", "obtener outlook para ", "obtén outlook para ",
    "descargar outlook para ", "descarga outlook para ", "enviado do meu ",
    "enviado a partir do meu ", "enviado pelo meu ", "obter o outlook para ",
    "obtenha o outlook", "obtém o outlook", "baixe o outlook", "verzonden vanaf mijn ",
    "verstuurd vanaf mijn ", "verstuurd vanaf ", "outlook voor android", "outlook voor ios",
    "download outlook voor ", "sendt fra min ", "sendt fra mit ", "hent outlook til ",
    "få outlook for ", "skickat från min ", "skickat från mitt ", "hämta outlook för ",
    "skaffa outlook för ", "lähetetty iphone", "lähetetty ipad", "lähetetty android",
    "hanki outlook", "lataa outlook", "wysłane z iphone", "wysłano z iphone",
    "wysłane z mojego ", "wysłano z mojego ", "pobierz aplikację outlook", "pobierz outlook",
    "odesláno z mého ", "odesláno z iphon", "získejte outlook", "získat outlook",
    "odoslané z môjho ", "odoslané z iphon", "získajte outlook", "отправлено с моего ",
    "отправлено с iphone", "отправлено из мобильной", "получить outlook", "скачать outlook",
    "надіслано з мого ", "надіслано з iphone", "завантажити outlook", "trimis de pe ",
    "descărcați outlook", "obțineți outlook", "στάλθηκε από το ", "αποστολή από το ",
    "λήψη του outlook", "αποκτήστε το outlook", "iphone'umdan gönderildi",
    "android için outlook", "ios için outlook", "poslano z mojega ", "poslano iz mog ",
    "poslano s mog ", "poslano z iphon", "küldve az iphone", "küldve az ipad",
    "outlook beszerzése", "изпратено от моя", "发自我的", "從我的 ", "发送自我的",
    "获取 outlook", "取得 outlook", "iphoneから送信", "ipadから送信", "나의 iphone",
    "أُرسلت من ", "أرسلت من ", "مُرسل من ", "נשלח מה-iphone", "נשלח מה", "gửi từ iphone",
    "dikirim dari iphone", "dikirim dari ponsel", "ส่งจาก iphone", "enviat des del meu",
    "saadetud minu ", "nosūtīts no mana", "išsiųsta iš mano", "lähetetty puhelimestani", NULL};

/* With the name of a device or program in the same line. */
static phrases device_prefix = {"inviato da ", "inviata da ", "inviato con ",
    "inviato tramite ", "inviato dall", "inviato utilizzando ", "inviato attraverso ",
    "inviata tramite ", "messaggio inviato da ", "messaggio inviato con ", "email inviata da ",
    "e-mail inviata da ", "spedito da ", "spedito con ", "scritto con ", "posta inviata ",
    "sent from ", "sent with ", "sent via ", "sent by ", "sent using ", "written with ",
    "composed with ", "typed on ", "gesendet von ", "gesendet mit ", "gesendet über ",
    "gesendet aus ", "gesendet vom ", "versendet mit ", "verfasst mit ", "envoyé de ",
    "envoyé depuis ", "envoyé à partir d", "envoyé avec ", "envoyé via ", "envoyé par ",
    "enviado desde ", "enviado con ", "enviado por ", "enviado através ", "enviado via ",
    "enviado do ", "enviado da ", "enviado com ", "enviado de ", "verzonden met ",
    "verzonden via ", "verzonden vanaf ", "verzonden vanuit ", "verstuurd met ",
    "verstuurd via ", "sendt fra ", "sendt med ", "sendt via ", "skickat från ", "skickat med ",
    "lähetetty ", "wysłane z ", "wysłano z ", "wysłane przy ", "wysłano przy ", "odesláno z",
    "odesláno pomocí", "odesláno ze ", "odoslané z", "odoslané pomocou", "отправлено с ",
    "отправлено из ", "отправлено через ", "надіслано з ", "надіслано за ", "відправлено з ",
    "trimis din ", "trimis prin ", "trimis cu ", "στάλθηκε ", "αποστολή ", "küldve ",
    "poslano ", "изпратено ", "صُدّر من ", "تم الإرسال من ", "נשלח מ", "发自 ", "发自", "傳送自 ",
    "寄自 ", "gửi từ ", "dikirim dari ", "dikirim dengan ", "ส่งจาก", NULL};

static phrases device_suffix = {" gesendet", " gesendet.", " from mobile", "から送信",
    "から送信されました", "gönderildi", "gönderildi.", "傳送", "에서 보냄", "에서 보냈습니다",
    "से भेजा गया", NULL};

static phrases device_name = {"iphone", "ipad", "ipod", "ios", "android", "outlook", "yahoo",
    "samsung", "galaxy", "huawei", "xiaomi", "redmi", "oppo", "honor", "oneplus", "nokia",
    "htc", "lumia", "blackberry", "windows", "motorola", "moto ", "pixel", "sony", "xperia",
    "mobile", "mobil", "smartphone", "cellulare", "telefon", "telefono", "teléfono",
    "téléphone", "handy", "phone", "tablet", "dispositiv", "device", "gerät", "appareil",
    "toestel", "k-9", "k9", "thunderbird", "gmail", "posta", "mailbox", "mail ", "mail.",
    "mailapp", "webmail", "airmail", "aquamail", "bluemail", "blue mail", "spark", "newton",
    "edison", "sparrow", "mailbird", "em client", "protonmail", "proton mail", "tutanota",
    "tuta", "fairemail", "libero", "virgilio", "tiscali", "aruba", "legalmail", "poste", "gmx",
    "web.de", "freenet", "t-online", "zimbra", "roundcube", "nine", "typeapp", "myemail",
    "mymail", "superhuman", "shortwave", "canary", "zoho", "yandex", "яндекс", "mail.ru",
    "почт", "пошт", "onet", "wp.pl", "o2", "seznam", "email.cz", "app ", " app", "телефон",
    "мобільн", "мобильн", "κινητό", "手机", "手機", "스마트폰", "휴대폰", "smart", "correo",
    "courrier", "orange", "free ", "laposte", "sfr", "movistar", "vodafone", "tim ", "wind",
    "telekom", "magenta", "kpn", "ziggo", "bt ", "aol", NULL};

/* What virus scanners and trackers add, and the legend of a link below such a line. */
static phrases device_added = {"mail priva di virus", "privo di virus", "senza virus.",
    "questa e-mail è stata controllata", "questa email è stata controllata",
    "questa email è stata esaminata", "questa e-mail è stata esaminata",
    "questo messaggio è stato controllato", "virus-free.", "virus-free ",
    "this email has been checked for", "this email has been scanned", "this e-mail was checked",
    "virenfrei.", "diese e-mail wurde von avast", "diese e-mail wurde auf viren",
    "garanti sans virus", "sans virus.", "l'absence de virus dans ce courrier",
    "libre de virus", "livre de vírus", "virusvrij.", "virusfri.", "wolny od wirusów",
    "bez virů", "без вирусов", "vírusmentes", "nessun virus nel messaggio",
    "no virus found in this", "scansionato da ", "https://www.mobisystems.com/aqua-mail",
    "https://aka.ms/", "http://aka.ms/", "www.avast.com", "www.avg.com",
    "https://www.avast.com", "https://www.avg.com", "ᐧ", NULL};

bool
quote_phrase_is_device_line(const char *line, size_t size)
{
	const char *link = strstr(line, "http");
	size_t text = strcspn(line, "<[(");

	if (begins_with_any(line, device_added) && size < 3 * DEVICE_BYTES)
		return true;
	text = MIN(text, link != NULL ? (size_t)(link - line) : size);
	if (size == 0 || text > DEVICE_BYTES)
		return false;
	return begins_with_any(line, device_certain) ||
	       ((begins_with_any(line, device_prefix) || ends_with_any(line, device_suffix)) &&
		   contains_any(line, device_name));
}

static phrases reply_above = {"rispondi sopra questa riga",
    "rispondi al di sopra di questa riga", "scrivi la tua risposta sopra",
    "scrivi la risposta sopra", "rispondere sopra questa riga", "risposte precedenti",
    "digita la tua risposta sopra", "inserisci la tua risposta sopra", "reply above this line",
    "reply above the line", "type your reply above", "reply above the dotted",
    "write your reply above", "reply between", "enter your reply above", "previous replies",
    "write above this line", "please reply above", "antwort oberhalb dieser",
    "antworten sie über dieser", "über dieser linie antworten", "antwort über dieser zeile",
    "oberhalb dieser linie", "oberhalb dieser zeile", "vorherige antworten",
    "répondre au-dessus de cette ligne", "répondez au-dessus de cette ligne",
    "réponse au-dessus de cette ligne", "réponses précédentes",
    "responda por encima de esta línea", "responde por encima de esta línea",
    "respuesta por encima de esta línea", "responder por encima de esta línea",
    "escriba su respuesta arriba", "respuestas anteriores", "responda acima desta linha",
    "resposta acima desta linha", "responder acima desta linha", "respostas anteriores",
    "antwoord boven deze regel", "reageer boven deze lijn", "reactie boven deze regel",
    "antwoord boven deze lijn", "vorige antwoorden", "svar over denne linje",
    "svar ovanför denna rad", "skriv ditt svar ovanför", "kirjoita vastauksesi tämän",
    "odpowiedz powyżej tej linii", "odpowiedź powyżej tej linii", "odpovězte nad tímto řádkem",
    "odpověď nad tento řádek", "ответ выше этой строки", "ответьте выше этой строки",
    "напишіть відповідь вище", "válaszát e sor fölé", "răspundeți deasupra acestei linii",
    "yanıtınızı bu satırın üzerine", "この行より上に返信", "请在此行上方回复",
    "請在此行上方回覆", NULL};

bool
quote_phrase_is_reply_above(const char *line)
{
	return contains_any(line, reply_above);
}

/* A formula at the start of the line. */
static phrases closing_start = {"cordiali saluti", "distinti saluti", "cordialmente", "saluti",
    "un cordiale saluto", "un saluto", "cari saluti", "i migliori saluti", "migliori saluti",
    "i più cordiali saluti", "con i migliori saluti", "con cordialità", "tanti saluti",
    "grazie e saluti", "grazie e cordiali", "grazie, saluti", "buona giornata", "buon lavoro",
    "a presto", "in fede", "con osservanza", "ringraziando", "porgo", "porgiamo",
    "in attesa di", "rimaniamo a disposizione", "resto a disposizione", "resto in attesa",
    "regards", "best regards", "kind regards", "warm regards", "best wishes", "many thanks",
    "with kind regards", "with best regards", "yours sincerely", "yours faithfully",
    "yours truly", "sincerely", "cheers", "thanks and regards", "thanks & regards", "best,",
    "rgds", "brgds", "mit freundlichen grüßen", "mit freundlichem gruß",
    "mit freundlichen gruessen", "freundliche grüße", "freundliche grüsse", "viele grüße",
    "viele grüsse", "beste grüße", "beste grüsse", "liebe grüße", "schöne grüße",
    "mit besten grüßen", "herzliche grüße", "mfg", "lg,", "hochachtungsvoll", "cordialement",
    "bien cordialement", "bien à vous", "sincèrement", "salutations", "meilleures salutations",
    "bonne journée", "veuillez agréer", "je vous prie d'agréer", "un saludo", "saludos",
    "atentamente", "cordialmente", "reciba un cordial saludo", "un cordial saludo",
    "atenciosamente", "cumprimentos", "com os melhores cumprimentos", "melhores cumprimentos",
    "att,", "abraços", "um abraço", "met vriendelijke groet", "vriendelijke groet",
    "hartelijke groet", "groeten", "mvg", "med venlig hilsen", "venlig hilsen", "mvh", "hilsen",
    "med vennlig hilsen", "vennlig hilsen", "med vänliga hälsningar", "vänliga hälsningar",
    "hälsningar", "ystävällisin terveisin", "terveisin", "pozdrawiam", "z poważaniem",
    "s pozdravem", "s přátelským pozdravem", "s pozdravom", "üdvözlettel", "tisztelettel",
    "cu stimă", "cu respect", "o zi bună", "lep pozdrav", "srdačan pozdrav", "s poštovanjem",
    "с уважением", "с наилучшими", "з повагою", "с поздрави", "με εκτίμηση", "φιλικά",
    "saygılarımla", "iyi çalışmalar", "よろしくお願い", "此致", "敬上", "감사합니다",
    "مع التحية", "תודה", "בברכה", "trân trọng", "hormat kami", NULL};

/* Closing formulas only when nothing else stands in the line. */
static phrases closing_whole = {"grazie", "grazie mille", "molte grazie", "vi ringrazio",
    "la ringrazio", "ringrazio", "thanks", "thank you", "thanks a lot", "best", "danke",
    "vielen dank", "grüße", "gruß", "merci", "merci d'avance", "gracias", "muchas gracias",
    "obrigado", "obrigada", "bedankt", "dank u", "tak", "tack", "kiitos", "dziękuję", "děkuji",
    "спасибо", "дякую", "köszönöm", "mulțumesc", "ευχαριστώ", "teşekkürler", "ciao", "lg", "vg",
    NULL};

static bool
is_any_of(const char *line, size_t size, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strlen(*list) == size && memcmp(line, *list, size) == 0)
			return true;
	return false;
}

bool
quote_phrase_is_closing(const char *line, size_t size)
{
	static phrases closing_end = {"cordiali saluti", "distinti saluti",
	    "salutations distinguées", "freundlichen grüßen", "kind regards", "best regards",
	    NULL};

	while (size > 0 && strchr(",.!;:- ", line[size - 1]) != NULL)
		size--;
	if (size == 0 || size > CLOSING_BYTES)
		return false;
	if (size <= THANKS_BYTES && is_any_of(line, size, closing_whole))
		return true;
	if (begins_with_any(line, closing_start))
		return true;
	g_autofree char *text = g_strndup(line, size);
	return ends_with_any(text, closing_end);
}

bool
quote_phrase_announces_inline(const char *text)
{
	static phrases inside = {"risposte in rosso", "risposta in rosso", "risposte in blu",
	    "risposta in blu", "risposte in verde", "risposte in grassetto",
	    "risposte in maiuscolo", "rispondo in rosso", "rispondo in blu", "scritto in rosso",
	    "scritto in blu", "note in rosso", "commenti in rosso", "risposte sotto",
	    "risposte qui sotto", "risposte di seguito", "rispondo di seguito",
	    "rispondo sotto", "rispondo qui sotto", "risposte nel testo", "risposte in linea",
	    "rispondo in calce", "risposte in calce", "risposta in calce", "rispondo in fondo",
	    "risposta in fondo", "risposte in fondo", "rispondo in linea", "risposte inline",
	    "rispondo inline", "rispondo nel testo", "risposte tra le righe",
	    "risposte fra le righe", "rispondo tra le righe", "rispondo fra le righe",
	    "rispondo punto per punto", "vedi sotto in", "vedi in rosso", "vedere in rosso",
	    "answers in red", "answer in red", "replies in red", "comments in red",
	    "responses in red", "answers in blue", "comments in blue", "responses in blue",
	    "answers in bold", "answers in green", "see in red", "see red", "see blue",
	    "in caps below", "answers below", "answered below", "answer below",
	    "comments below", "responses below", "response below", "replies below",
	    "inline answers", "inline comments", "inline responses", "responses inline",
	    "answers inline", "comments inline", "replied inline", "see inline", "see bottom",
	    "reply at the bottom", "answer at the bottom", "reply inline", "response inline",
	    "in-line", "antworten in rot", "antworten im text", "antworten unten",
	    "antworten in blau", "meine antworten", "siehe unten in", "antworte im text",
	    "anmerkungen in rot", "réponses en rouge", "réponses en bleu",
	    "réponses ci-dessous", "réponses dans le texte", "mes réponses",
	    "commentaires en rouge", "respuestas en rojo", "respuestas en azul",
	    "respuestas abajo", "mis respuestas", "entre líneas", "respondo abajo",
	    "respostas em vermelho", "respostas em azul", "respostas abaixo",
	    "minhas respostas", "respondo abaixo", "antwoorden in het rood",
	    "antwoorden in rood", "antwoorden hieronder", "mijn antwoorden",
	    "antwoord in het rood", "svar i rødt", "svar i rött", "svar nedenfor",
	    "svaren nedan", "odpowiedzi poniżej", "odpowiedzi na czerwono", "odpovědi níže",
	    "ответы ниже", "ответы в тексте", "відповіді нижче", NULL};

	return contains_any(text, inside);
}

bool
quote_phrase_has_data(const char *line)
{
	static phrases data = {"codice fiscale", "cod. fisc", "c.f.", "cf:", "iban", "nato a",
	    "nata a", "nato il", "nata il", "residente", "targa", "polizza", "importo",
	    "numero pratica", "n. pratica", "prot. n", "protocollo n", "data di nascita",
	    "luogo di nascita", "carta d'identità", "passaporto", "isee", "matricola",
	    "date of birth", "passport", "account number", "order number", "invoice", "born",
	    "geburtsdatum", "geboren", "kundennummer", "steuernummer", "rechnungsnummer",
	    "date de naissance", "né le", "née le", "numéro de client", "fecha de nacimiento",
	    "dni", "nif", "nascimento", "cpf", "bsn", "geboortedatum", "klantnummer", NULL};

	return contains_any(line, data);
}

bool
quote_phrase_names_contacts(const char *line)
{
	static phrases names = {"numero", "telefon", "recapit", "contatt", "indirizz", "mail",
	    "sito", "phone", "number", "address", "contact", "website", "nummer", "adress",
	    "kontakt", "numéro", "téléphone", "coordonnées", "número", "teléfono", "dirección",
	    "endereço", "adres", NULL};

	return contains_any(line, names);
}

static phrases boilerplate_content = {"contenuto della presente e", "contenuto di questa e",
    "contenuto del presente messaggio", "contenute in questo messaggio",
    "contenute in questa e", "contenute e allegate in questo", "contenuti in questo messaggio",
    "contenuti nel presente", "contenuti nella presente", "contenute nel seguente messaggio",
    "contenute nel presente", "contenute nella presente", "questo messaggio è destinato",
    "questo messaggio e i suoi allegati", "questo messaggio e gli eventuali allegati",
    "il presente messaggio è", "il presente messaggio e ", "il presente messaggio ed ",
    "il presente messaggio può ", "il presente messaggio contiene ", "il presente messaggio, ",
    "la presente comunicazione è", "la presente comunicazione e ",
    "la presente comunicazione ed ", "la presente comunicazione può ",
    "la presente comunicazione contiene ", "la presente comunicazione, ",
    "la presente e-mail è", "la presente e-mail e ", "la presente e-mail ed ",
    "la presente e-mail può ", "la presente e-mail contiene ", "la presente e-mail, ",
    "la presente email è", "la presente email e ", "la presente email ed ",
    "la presente email può ", "la presente email contiene ", "la presente email, ",
    "questa e-mail è", "questa email è", "questo messaggio di posta elettronica",
    "questo documento è formato esclusivamente", "strettamente riservat",
    "natura confidenziale", "carattere confidenziale", "carattere riservato",
    "riservate e confidenziali", "confidenziali e riservate", "ad uso esclusivo",
    "uso esclusivo del destinatario", "esclusivamente al destinatario",
    "esclusivamente alla persona", "information contained in this", "contained in this e-mail",
    "contained in this email", "contained in this message", "contained herein",
    "this message is intended", "this email is intended", "this e-mail is intended",
    "this communication is intended", "intended only for", "intended solely for",
    "intended exclusively for", "for the sole use of", "may contain confidential",
    "may contain privileged", "may contain legally", "is confidential", "are confidential",
    "confidential and", "confidential information", "privileged and confidential",
    "this email and any attachments", "this e-mail and any attachments",
    "this email and any files", "this message and any attachments", "this e-mail, including",
    "this email, including", "diese e-mail enthält", "diese nachricht enthält",
    "diese e-mail ist", "vertrauliche", "vertraulich und", "rechtlich geschützte",
    "ausschließlich für den", "ce message et", "ce message est", "ce courriel", "cet e-mail",
    "ce mail et", "informations confidentielles", "est confidentiel", "sont confidentiel",
    "este mensaje", "este correo", "información confidencial", "contiene información",
    "esta mensagem", "este e-mail", "este email", "informações confidenciais",
    "informação confidencial", "dit bericht", "deze e-mail", "dit e-mailbericht",
    "vertrouwelijk", "uitsluitend bestemd", "denne e-mail", "denne e-posten", "fortrolig",
    "detta meddelande", "konfidentiell", "tämä viesti", "luottamuksel", "ta wiadomość",
    "niniejsza wiadomość", "poufn", "tato zpráva", "důvěrn", "данное сообщение",
    "конфиденциальн", "конфіденційн", "ez az üzenet", "bizalmas", "acest mesaj", "confidențial",
    "εμπιστευτικ", "bu e-posta", "gizli bilgi", NULL};

static phrases boilerplate_error = {"per errore", "erroneamente", "non siate il destinatario",
    "non foste il destinatario", "non foste i destinatari", "non essere il destinatario",
    "non fosse il destinatario", "non sei il destinatario", "non siete i destinatari",
    "non siete il destinatario", "non è il destinatario", "qualora non", "ove non", "in error",
    "by mistake", "not the intended recipient", "not the named", "not the addressee",
    "are not the intended", "irrtümlich", "versehentlich", "nicht der richtige adressat",
    "nicht der beabsichtigte", "par erreur", "n'êtes pas le destinataire",
    "n'en êtes pas le destinataire", "por error", "no es usted el destinatario",
    "no es el destinatario", "por engano", "por erro", "não for o destinatário",
    "não seja o destinatário", "ten onrechte", "niet de geadresseerde", "niet voor u bestemd",
    "abusievelijk", "ved en fejl", "ved en feil", "av misstag", "vahingossa", "omyłkow",
    "przez pomyłkę", "omylem", "по ошибке", "помилково", "tévedésből", "din greșeală",
    "εκ παραδρομής", "κατά λάθος", "yanlışlıkla", NULL};

static phrases boilerplate_duty = {"è vietat", "vietata la", "sono vietat", "è proibit",
    "non autorizzat", "pregat", "preghiamo", "distrugger", "eliminar", "cancellar",
    "darne immediata", "dandocene", "avvisare il mittente", "informare il mittente",
    "avvertire il mittente", "dare comunicazione", "prohibited", "unauthorised", "unauthorized",
    "notify the sender", "notify us", "delete it", "delete this", "destroy", "please delete",
    "any disclosure", "unbefugte", "nicht gestattet", "löschen", "vernichten",
    "informieren sie", "interdit", "supprimer", "détruire", "avertir l'expéditeur",
    "prévenir l'expéditeur", "prohibid", "eliminarlo", "eliminelo", "destru", "borre",
    "proibid", "apague", "elimine", "niet toegestaan", "verwijder", "vernietig", "slet",
    "slett", "radera", "zabronion", "usunąć", "usunięcie", "smaž", "vymaž", "удалите", "видал",
    "törölje", "ștergeți", "διαγρά", "siliniz", NULL};

static phrases boilerplate_law = {"2016/679", "679/2016", "196/2003", "196/03", "gdpr", "dsgvo",
    "rgpd", "avg-", "tutela della privacy", "protezione dei dati", "data protection",
    "datenschutz", "art. 616", "616 c.p", NULL};

static phrases boilerplate_title = {"avviso di riservatezza", "nota di riservatezza",
    "clausola di riservatezza", "avviso di confidenzialità", "riservatezza", "nota legale",
    "note legali", "avvertenze legali", "avvertenza", "informativa privacy",
    "informativa sulla privacy", "privacy", "disclaimer", "confidentiality", "legal notice",
    "legal disclaimer", "important notice", "notice:", "this email and any",
    "haftungsausschluss", "vertraulichkeit", "wichtiger hinweis",
    "hinweis:", "avis de confidentialité", "confidentialité", "avertissement", "aviso legal",
    "aviso de confidencialidad", "confidencialidad", "confidencialidade",
    "aviso de confidencialidade", "vertrouwelijkheid", "klauzula", "zastrzeżenie", "upozornění",
    NULL};

static phrases boilerplate_whole = {"https://www.avast.com/sig-email",
    "http://www.avast.com/sig-email", "http://www.avg.com/email-signature",
    "https://www.avg.com/email-signature", "prima di stampare", "non stampare questa",
    "non stampare se non", "pensa all'ambiente", "pensate all'ambiente", "rispetta l'ambiente",
    "rispettiamo l'ambiente", "hai davvero bisogno di stampare", "stampa questa e-mail solo",
    "stampa questa email solo", "before printing", "think before you print",
    "consider the environment", "consider your environmental", "denken sie an die umwelt",
    "bevor sie diese e-mail", "bitte prüfen sie, ob diese", "pensez à l'environnement",
    "avant d'imprimer", "n'imprimez ce", "antes de imprimir", "piense en el medio",
    "pense no meio ambiente", "pense no ambiente", "denk aan het milieu", "tænk på miljøet",
    "tänk på miljön", "zanim wydrukujesz", "myslete na životní", NULL};

/* With a link or an address below or beside it. */
static phrases boilerplate_footer = {"you received this message because",
    "you are receiving this message because", "you are receiving this because",
    "you received this email because", "you're receiving this email because",
    "you are receiving this email because", "you're receiving this message because",
    "to unsubscribe from this group", "to unsubscribe from this list", "to unsubscribe, ",
    "to unsubscribe send", "to unsubscribe from these emails", "to unsubscribe or ",
    "reply to this email directly", "to stop receiving emails", "to stop receiving these",
    "to post to this group", "for more options, visit", "hai ricevuto questo messaggio perch",
    "hai ricevuto questa email perch", "hai ricevuto questa e-mail perch",
    "ricevi questa email perch", "ricevi questo messaggio perch", "per annullare l'iscrizione",
    "per cancellarti da questa", "per cancellarsi da questa", "per cancellare l'iscrizione",
    "per disiscriverti", "per non ricevere più", "sie haben diese nachricht erhalten, weil",
    "sie erhalten diese nachricht, weil", "um sich von dieser gruppe abzumelden",
    "vous recevez ce message car", "vous recevez cet e-mail car",
    "vous avez reçu ce message, car", "pour vous désabonner", "pour vous désinscrire",
    "has recibido este mensaje porque", "recibiste este mensaje porque",
    "ha recibido este mensaje porque", "para darse de baja", "para cancelar la suscripción",
    "recebeu esta mensagem porque", "você recebeu esta mensagem porque",
    "para cancelar a inscrição", "u ontvangt dit bericht omdat",
    "je hebt dit bericht ontvangen omdat", "otrzymujesz tę wiadomość, ponieważ",
    "вы получили это сообщение, поскольку", NULL};

/* A notice speaks of the message itself, of those who received it in error, of what they must
 * do, of the law; a person's complaint may have one or two of these. */
static enum quote_boilerplate
judge_notice(const char *paragraph, bool has_title)
{
	bool has_content = contains_any(paragraph, boilerplate_content);

	if (!has_content && !has_title)
		return QUOTE_BOILERPLATE_NONE;
	unsigned others = contains_any(paragraph, boilerplate_duty) +
			  contains_any(paragraph, boilerplate_law);
	bool has_error = contains_any(paragraph, boilerplate_error);
	if ((has_content && has_error && others > 0) ||
	    (has_title && has_content + has_error + others >= 2))
		return QUOTE_BOILERPLATE_NOTICE;
	return QUOTE_BOILERPLATE_PART;
}

enum quote_boilerplate
quote_phrase_judge_paragraph(const char *paragraph)
{
	size_t size = strlen(paragraph);
	bool has_question = strchr(paragraph, '?') != NULL;

	if (begins_with_any(paragraph, boilerplate_whole) && size < WHOLE_BYTES)
		return QUOTE_BOILERPLATE_FOOTER;
	if (!has_question && begins_with_any(paragraph, boilerplate_footer) &&
	    (strstr(paragraph, "http") != NULL || strchr(paragraph, '@') != NULL ||
		strstr(paragraph, "group") != NULL || strstr(paragraph, "grupp") != NULL ||
		strstr(paragraph, "github") != NULL))
		return QUOTE_BOILERPLATE_FOOTER;
	bool has_title = begins_with_any(paragraph, boilerplate_title);
	if (size < NOTICE_BYTES)
		return has_title && size < TITLE_BYTES ? QUOTE_BOILERPLATE_TITLE
						       : QUOTE_BOILERPLATE_NONE;
	return judge_notice(paragraph, has_title);
}

bool
quote_phrase_begins_notice(const char *text)
{
	return begins_with_any(text, boilerplate_title) ||
	       contains_any(text, boilerplate_content) || contains_any(text, boilerplate_error);
}

/* The words of the languages of western and northern Europe. */
#include "config.h"
#include "parse/language_table.h"

#include <glib.h>

const struct language_row language_west[] = {
    {"en", USE_FROM, "From"},
    {"en", USE_DATE, "Date|Sent|Sent at|Sent on|Date sent"},
    {"en", USE_TO, "To"},
    {"en", USE_SUBJECT, "Subject"},
    {"en", USE_CC, "Cc|Copy to|Copies to"},
    {"en", USE_BCC, "Bcc|Blind copy"},
    {"en", USE_REPLY_TO, "Reply-To|Reply to"},
    {"en", USE_OTHER,
	"Received|Importance|Priority|Sensitivity|Attachments|Attachment|Attachments/"
	"Images|When|Where|"
	"Required|Optional|Required Attendees|Optional Attendees|Categories|Message-ID|"
	"Return-Path|Delivered-To|Organization|Organisation|X-Mailer|User-Agent|Resent-From|"
	"Resent-To|Resent-Date|Sender|List-Id|List-Post|In-Reply-To|References|Follow Up Flag|"
	"Flag Status|Cc list|Newsgroups|MIME-Version|Content-Type|Content-Transfer-Encoding|"
	"On behalf of|Mailing list|Errors-To|Signed by|Mailed-By|Security"},
    {"en", USE_FORWARD,
	"Forwarded message|Forwarded mail|Forwarded email|Forwarded e-mail|Begin forwarded "
	"message|Begin forwarded mail|Begin forwarded email|Start of forwarded message|Forward "
	"message|Forwarded content|Fwd|Forwarded|Forward|Forwarded letter|Message "
	"forwarded|Inline forwarded message|Start forwarded message"},
    {"en", USE_FORWARD_BY,
	"Forwarded by|Forwarded message from|Forwarded mail from|Forwarded Message by|Begin "
	"forwarded message from|Message forwarded by"},
    {"en", USE_ORIGINAL,
	"Original message|Original mail|Original email|Original e-mail|Original "
	"Appointment|Reply message|Original Message Follows|Original message text|Original "
	"msg"},
    {"en", USE_FORWARD_END,
	"End forwarded message|End of forwarded message|End of original message text|End "
	"original message|End of message"},
    {"en", USE_REPLY_PREFIX, "Re|Reply"},
    {"en", USE_FORWARD_PREFIX, "Fwd|Fw|Forward|Forwarded|Forwarding"},

    {"it", USE_FROM, "Da|Mittente"},
    {"it", USE_DATE, "Data|Inviato|Inviato il|Inviata|Data invio|Data di invio|Data e ora"},
    {"it", USE_TO, "A|Per|Destinatario|Destinatari"},
    {"it", USE_SUBJECT, "Oggetto|Ogg"},
    {"it", USE_CC, "Cc|Copia|Copia conoscenza|p.c.|Per conoscenza|In copia|Copia a"},
    {"it", USE_BCC, "Ccn|Copia nascosta"},
    {"it", USE_REPLY_TO, "Rispondi a|Rispondi-A"},
    {"it", USE_OTHER,
	"Priorità|Importanza|Allegati|Allegato|Riservatezza|Organizzazione|Quando|Dove|"
	"Obbligatori|Facoltativi|Invitati|Luogo|Mailing list|Categorie|Per conto di"},
    {"it", USE_FORWARD,
	"Messaggio inoltrato|Inizio messaggio inoltrato|Inizio del messaggio inoltrato|Inoltro "
	"messaggio|Mail inoltrata|E-mail inoltrata|Email inoltrata|Messaggio inviato "
	"inoltrato|Inoltrato|Messaggio originale inoltrato|Inizio messaggio rinviato|Messaggio "
	"rinviato|Inizio inoltro messaggio"},
    {"it", USE_FORWARD_BY,
	"Inoltrato da|Messaggio inoltrato da|Inoltrata da|Messaggio inoltrato il"},
    {"it", USE_ORIGINAL,
	"Messaggio originale|Messaggio Originario|Mail originale|E-mail originale|Email "
	"originale|Appuntamento originale|Messaggio di risposta"},
    {"it", USE_FORWARD_END,
	"Fine messaggio inoltrato|Fine del messaggio inoltrato|Fine messaggio originale"},
    {"it", USE_REPLY_PREFIX, "R|RIF|Ris|Risp|Risposta"},
    {"it", USE_FORWARD_PREFIX, "I|Inoltro|Inoltrato|Inoltra|Inolt|Inoltr"},

    {"de", USE_FROM, "Von|Absender"},
    {"de", USE_DATE, "Gesendet|Gesendet am|Datum|Gesandt|Versandt|Verschickt"},
    {"de", USE_TO, "An|Empfänger|Empfaenger"},
    {"de", USE_SUBJECT, "Betreff|Betr|Thema"},
    {"de", USE_CC, "Cc|Kopie|Kopie (CC)|Kopien|Kopie an|Kopien an"},
    {"de", USE_BCC, "Bcc|Blindkopie|Blindkopie (BCC)"},
    {"de", USE_REPLY_TO, "Antwort an|Antworten an|Antwort an (Reply-To)"},
    {"de", USE_OTHER,
	"Priorität|Wichtigkeit|Anlagen|Anlage|Anhänge|Anhang|Vertraulichkeit|Wann|Wo|"
	"Erforderlich|Optional|Kategorien|Firma|Organisation"},
    {"de", USE_FORWARD,
	"Weitergeleitete Nachricht|Weitergeleitete Mail|Weitergeleitete E-Mail|Weitergeleitete "
	"Email|Anfang der weitergeleiteten Nachricht|Anfang der weitergeleiteten "
	"E-Mail|Weitergeleitet|Weiterleitung|Beginn der weitergeleiteten "
	"Nachricht|Weitergeleitete Botschaft"},
    {"de", USE_FORWARD_BY,
	"Weitergeleitet von|Weitergeleitete Nachricht von|Weitergeleitet durch|Anfang "
	"weitergeleitete Nachricht von"},
    {"de", USE_ORIGINAL,
	"Ursprüngliche Nachricht|Originalnachricht|Original-Nachricht|Original Nachricht|"
	"Ursprüngliche Mail|Ursprüngliche E-Mail|Ursprungsnachricht|Originalmail|"
	"Original-Mail|Original-E-Mail|Originaltermin|Ursprünglicher Termin|"
	"Urspruengliche Nachricht|Originalnachricht der Mail"},
    {"de", USE_FORWARD_END,
	"Ende der weitergeleiteten Nachricht|Ende weitergeleitete Nachricht|Ende der "
	"Originalnachricht"},
    {"de", USE_REPLY_PREFIX, "AW|Antw|Antwort|Antworten"},
    {"de", USE_FORWARD_PREFIX,
	"WG|Wtr|WtrG|WtrlT|Weiterl|Weiterleitung|Weitergeleitet|Weitergel"},

    {"fr", USE_FROM, "De|Expéditeur|De la part de"},
    {"fr", USE_DATE, "Date|Envoyé|Envoyé le|Envoyée|Date d'envoi|Date d’envoi"},
    {"fr", USE_TO, "À|A|Pour|Destinataire|Destinataires"},
    {"fr", USE_SUBJECT, "Objet|Sujet"},
    {"fr", USE_CC, "Cc|Copie|Copie à|Copies à|Copie(s) à"},
    {"fr", USE_BCC, "Cci|Copie cachée à|Copie cachée"},
    {"fr", USE_REPLY_TO, "Répondre à|Répondre-à"},
    {"fr", USE_OTHER,
	"Importance|Priorité|Pièces jointes|Pièce jointe|Fichiers joints|Confidentialité|"
	"Organisation|Quand|Où|Obligatoires|Facultatifs|Catégories"},
    {"fr", USE_FORWARD,
	"Message transféré|Message transmis|Début du message transféré|Début du message "
	"réexpédié|Message réexpédié|Courriel transféré|E-mail transféré|Mail "
	"transféré|Transféré|Début du message transmis|Message envoyé transféré|Message "
	"transferé"},
    {"fr", USE_FORWARD_BY,
	"Transféré par|Message transféré par|Réacheminé par|Transmis par|Message transféré de"},
    {"fr", USE_ORIGINAL,
	"Message d'origine|Message d’origine|Message original|Message initial|Mail "
	"original|Courriel original|E-mail d'origine|E-mail d’origine|Rendez-vous "
	"d'origine|Rendez-vous d’origine|Courrier original"},
    {"fr", USE_FORWARD_END,
	"Fin du message transféré|Fin du message réexpédié|Fin du message transmis"},
    {"fr", USE_REPLY_PREFIX, "RE|Rép|Réf|Réponse"},
    {"fr", USE_FORWARD_PREFIX, "TR|Tr|Transf|Transféré|Transfert|Réexp"},

    {"es", USE_FROM, "De|Remitente|Desde"},
    {"es", USE_DATE, "Fecha|Enviado|Enviado el|Enviada|Fecha de envío|Enviado en"},
    {"es", USE_TO, "Para|A|Destinatario|Destinatarios"},
    {"es", USE_SUBJECT, "Asunto|Tema"},
    {"es", USE_CC, "CC|Copia|Con copia|Con copia a|C.c."},
    {"es", USE_BCC, "CCO|Copia oculta"},
    {"es", USE_REPLY_TO, "Responder a|Responder-a"},
    {"es", USE_OTHER,
	"Importancia|Prioridad|Datos adjuntos|Adjuntos|Archivos adjuntos|Confidencialidad|"
	"Organización|Cuándo|Dónde|Categorías"},
    {"es", USE_FORWARD,
	"Mensaje reenviado|Inicio del mensaje reenviado|Correo reenviado|Inicio de mensaje "
	"reenviado|Comienzo del mensaje reenviado|Reenviado|E-mail reenviado|Mensaje "
	"remitido|Mail reenviado"},
    {"es", USE_FORWARD_BY,
	"Reenviado por|Mensaje reenviado por|Remitido por|Mensaje reenviado de"},
    {"es", USE_ORIGINAL,
	"Mensaje original|Correo original|Mail original|Cita original|E-mail "
	"original|Mensaje de respuesta|Mensaje anterior"},
    {"es", USE_FORWARD_END,
	"Fin del mensaje reenviado|Fin de mensaje reenviado|Fin mensaje reenviado"},
    {"es", USE_REPLY_PREFIX, "RE|Resp|Respuesta"},
    {"es", USE_FORWARD_PREFIX, "RV|Rv|Reenv|Reenvío|Reenviado|Reenviar|Rem"},

    {"pt", USE_FROM, "De|Remetente"},
    {"pt", USE_DATE,
	"Data|Enviado|Enviada|Enviado em|Enviada em|Enviado a|Data de envio|Enviado às"},
    {"pt", USE_TO, "Para|Destinatário|Destinatários"},
    {"pt", USE_SUBJECT, "Assunto"},
    {"pt", USE_CC, "Cc|Com cópia|Com conhecimento|Cópia"},
    {"pt", USE_BCC, "Cco|Cópia oculta"},
    {"pt", USE_REPLY_TO, "Responder para|Responder a|Resposta para"},
    {"pt", USE_OTHER,
	"Importância|Prioridade|Anexos|Anexo|Confidencialidade|Organização|Sensibilidade"},
    {"pt", USE_FORWARD,
	"Mensagem encaminhada|Mensagem reencaminhada|Início da mensagem encaminhada|Início da "
	"mensagem reencaminhada|Início de mensagem reenviada|Início de mensagem "
	"encaminhada|Mensagem reenviada|E-mail encaminhado|Encaminhada|Encaminhado|Mensagem "
	"enviada encaminhada"},
    {"pt", USE_FORWARD_BY,
	"Encaminhado por|Reencaminhado por|Mensagem encaminhada por|Repassado por"},
    {"pt", USE_ORIGINAL,
	"Mensagem original|E-mail original|Mensagem de origem|Compromisso original"},
    {"pt", USE_FORWARD_END, "Fim da mensagem encaminhada|Fim da mensagem reencaminhada"},
    {"pt", USE_REPLY_PREFIX, "RES|Resposta"},
    {"pt", USE_FORWARD_PREFIX, "ENC|Encaminhada|Encaminhado|Reencaminhada|REENC"},

    {"nl", USE_FROM, "Van|Afzender"},
    {"nl", USE_DATE, "Datum|Verzonden|Verzonden op|Verstuurd|Verzenddatum"},
    {"nl", USE_TO, "Aan|Naar|Ontvanger|Geadresseerde"},
    {"nl", USE_SUBJECT, "Onderwerp|Betreft"},
    {"nl", USE_CC, "CC|Kopie|Kopie aan"},
    {"nl", USE_BCC, "BCC|Blinde kopie"},
    {"nl", USE_REPLY_TO, "Antwoord aan|Beantwoorden aan|Antwoorden naar|Antwoord naar"},
    {"nl", USE_OTHER, "Urgentie|Prioriteit|Bijlagen|Bijlage|Gevoeligheid|Organisatie|Belang"},
    {"nl", USE_FORWARD,
	"Doorgestuurd bericht|Doorgezonden bericht|Begin doorgestuurd bericht|Begin van "
	"doorgestuurd bericht|Doorgestuurde e-mail|Doorgestuurde mail|Doorgestuurd"},
    {"nl", USE_FORWARD_BY, "Doorgestuurd door|Doorgezonden door|Doorgestuurd bericht van"},
    {"nl", USE_ORIGINAL,
	"Oorspronkelijk bericht|Origineel bericht|Oorspronkelijke mail|Oorspronkelijke "
	"e-mail|Originele e-mail|Oorspronkelijke afspraak|Originele mail"},
    {"nl", USE_FORWARD_END, "Einde doorgestuurd bericht|Einde van doorgestuurd bericht"},
    {"nl", USE_REPLY_PREFIX, "Antw|Betr|Antwoord"},
    {"nl", USE_FORWARD_PREFIX, "Doorst|Doorgestuurd|Doorsturen|Dst|Doorgez"},

    {"sv", USE_FROM, "Från|Avsändare"},
    {"sv", USE_DATE, "Datum|Skickat|Skickat den|Skickades|Sänt"},
    {"sv", USE_TO, "Till|Mottagare"},
    {"sv", USE_SUBJECT, "Ämne|Ärende"},
    {"sv", USE_CC, "Kopia|Kopia till|Cc|Kopior"},
    {"sv", USE_BCC, "Hemlig kopia|Dold kopia"},
    {"sv", USE_REPLY_TO, "Svar till|Svara till|Svarsadress"},
    {"sv", USE_OTHER, "Prioritet|Angelägenhetsgrad|Bilagor|Bifogade filer|Bilaga|Känslighet"},
    {"sv", USE_FORWARD,
	"Vidarebefordrat meddelande|Vidarebefordrat mejl|Vidarebefordrat mail|Vidarebefordrat "
	"brev|Vidarebefordrat|Början på vidarebefordrat meddelande|Start av vidarebefordrat "
	"meddelande|Vidaresänt meddelande|Påbörja vidarebefordrat meddelande|Vidarebefordrat "
	"e-postmeddelande|Börja vidarebefordra meddelande"},
    {"sv", USE_FORWARD_BY, "Vidarebefordrat av|Vidarebefordrat meddelande från"},
    {"sv", USE_ORIGINAL,
	"Ursprungligt meddelande|Originalmeddelande|Ursprungligt mejl|Ursprungligt "
	"mail|Ursprunglig avtalad tid|Ursprungsmeddelande"},
    {"sv", USE_FORWARD_END, "Slut på vidarebefordrat meddelande"},
    {"sv", USE_REPLY_PREFIX, "SV|Svar"},
    {"sv", USE_FORWARD_PREFIX, "VB|Vidarebefordrat|Vidarebefordran|Vidareb|Vbf"},

    {"da", USE_FROM, "Fra|Afsender"},
    {"da", USE_DATE, "Dato|Sendt|Sendt den|Afsendt"},
    {"da", USE_TO, "Til|Modtager|Modtagere"},
    {"da", USE_SUBJECT, "Emne|Vedrørende|Vedr"},
    {"da", USE_CC, "Cc|Kopi|Kopi til"},
    {"da", USE_BCC, "Skjult kopi|Blindkopi"},
    {"da", USE_REPLY_TO, "Svar til|Besvar til"},
    {"da", USE_OTHER, "Prioritet|Vedhæftede filer|Vedhæftet fil|Vedhæftninger|Følsomhed"},
    {"da", USE_FORWARD,
	"Videresendt meddelelse|Videresendt besked|Videresend meddelelse|Videresendt "
	"mail|Videresendt e-mail|Start på videresendt besked|Start på videresendt "
	"meddelelse|Begynd videresendt besked|Begynd videresendt meddelelse|Videresendt"},
    {"da", USE_FORWARD_BY, "Videresendt af|Videresendt meddelelse fra"},
    {"da", USE_ORIGINAL,
	"Oprindelig meddelelse|Original meddelelse|Oprindelig besked|Original "
	"besked|Oprindelig mail|Oprindelig e-mail|Oprindelig aftale"},
    {"da", USE_FORWARD_END, "Slut på videresendt besked|Slut på videresendt meddelelse"},
    {"da", USE_REPLY_PREFIX, "SV|Svar"},
    {"da", USE_FORWARD_PREFIX, "VS|Videres|Videresendt|Vedr videresendt"},

    {"no", USE_FROM, "Fra|Avsender|Frå"},
    {"no", USE_DATE, "Dato|Sendt|Sendt den"},
    {"no", USE_TO, "Til|Mottaker|Mottakere"},
    {"no", USE_SUBJECT, "Emne"},
    {"no", USE_CC, "Kopi|Cc|Kopi til"},
    {"no", USE_BCC, "Blindkopi"},
    {"no", USE_REPLY_TO, "Svar til"},
    {"no", USE_OTHER, "Viktighet|Prioritet|Vedlegg|Følsomhet"},
    {"no", USE_FORWARD,
	"Videresendt melding|Videresendt e-post|Videresendt epost|Begynn videresendt "
	"melding|Start på videresendt melding|Starten på videresendt melding|Vidaresendt "
	"melding|Videresend melding"},
    {"no", USE_FORWARD_BY, "Videresendt av|Videresendt melding fra"},
    {"no", USE_ORIGINAL,
	"Opprinnelig melding|Original melding|Originalmelding|Opprinnelig e-post|Opprinnelig "
	"avtale|Opphavleg melding"},
    {"no", USE_REPLY_PREFIX, "SV|Svar"},
    {"no", USE_FORWARD_PREFIX, "VS|Videresendt|Vidaresendt"},

    {"fi", USE_FROM, "Lähettäjä"},
    {"fi", USE_DATE, "Päivämäärä|Lähetetty|Päiväys|Pvm"},
    {"fi", USE_TO, "Vastaanottaja|Vastaanottajat"},
    {"fi", USE_SUBJECT, "Aihe|Otsikko"},
    {"fi", USE_CC, "Kopio|Kopiot|Cc"},
    {"fi", USE_BCC, "Piilokopio"},
    {"fi", USE_REPLY_TO, "Vastausosoite|Vastaa osoitteeseen"},
    {"fi", USE_OTHER, "Tärkeys|Prioriteetti|Liitteet|Liite|Luottamuksellisuus"},
    {"fi", USE_FORWARD,
	"Edelleenlähetetty viesti|Välitetty viesti|Välitetty viesti alkaa|Edelleen lähetetty "
	"viesti|Edelleenlähetetty sähköposti|Välitetty sähköposti|Alkuperäinen välitetty "
	"viesti"},
    {"fi", USE_FORWARD_BY, "Välittänyt|Edelleenlähettänyt"},
    {"fi", USE_ORIGINAL, "Alkuperäinen viesti|Alkuperäinen sähköposti|Alkuperäinen tapaaminen"},
    {"fi", USE_REPLY_PREFIX, "VS|Vast|Vastaus"},
    {"fi", USE_FORWARD_PREFIX, "VL|Edelleenlähetetty|Välitetty"},

    {"is", USE_FROM, "Frá|Sendandi"},
    {"is", USE_DATE, "Dagsetning|Sent|Dags"},
    {"is", USE_TO, "Til|Viðtakandi"},
    {"is", USE_SUBJECT, "Efni"},
    {"is", USE_CC, "Afrit|Samrit"},
    {"is", USE_FORWARD, "Framsend skilaboð|Áframsend skilaboð|Áframsent skeyti"},
    {"is", USE_ORIGINAL, "Upprunaleg skilaboð|Upphafleg skilaboð|Upprunalegt skeyti"},
    {"is", USE_REPLY_PREFIX, "SV|Svar"},
    {"is", USE_FORWARD_PREFIX, "FS|Áframs"},
};
const size_t language_west_count = G_N_ELEMENTS(language_west);

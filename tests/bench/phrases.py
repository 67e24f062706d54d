"""What people write in the mails of mkcorpus.py."""
FIRST_NAMES = (
    "Giulia Marco Luca Francesca Alessandro Chiara Matteo Sara Andrea Elena Davide Martina Niccolò Desirée Mosè Zoë Stefano Paola "
    "Roberto Laura Simone Valentina Giorgio Silvia John Mary Peter Susan David Karen Michael Emily François Jürgen Søren Łukasz").split()
LAST_NAMES = (
    "Rossi Bianchi Esposito Ferrari Russo Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Mancini Costa Giordano "
    "Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani D'Angelo Cantù Nicolò Smith Jones Taylor Brown Müller Lefèvre "
    "Kowalski O'Neill Nielsen").split()
DOMAINS = (
    "studio-rossi.example commercialisti.example acme.example ferramenta-bianchi.example logistica.example hotel-miramare.example "
    "scuola.example ospedale.example posta.example officina.example legal.example agri-coop.example mail.example farmacia.example").split()
SENTENCES = {"it": (
    "Buongiorno, vi scrivo perché da questa mattina non riusciamo più ad accedere al gestionale.",
    "Il sistema restituisce un errore quando provo a stampare la fattura elettronica del mese scorso.",
    "Potete cortesemente verificare lo stato della pratica? È piuttosto urgente perché scade venerdì.",
    "Ho già provato a riavviare il computer e a cancellare la cache del browser, ma il problema resta.",
    "In allegato trovate la documentazione richiesta e la copia del documento d'identità.",
    "Il collega dell'amministrazione mi ha detto che la segnalazione era già stata aperta la settimana scorsa.",
    "Vi ringrazio per la disponibilità e resto in attesa di un cortese riscontro.",
    "La stampante del secondo piano continua a segnalare carta inceppata anche se il vassoio è vuoto.",
    "Avremmo bisogno di creare tre nuovi utenti con accesso in sola lettura all'archivio.",
    "Il costo indicato nel preventivo è di 1.250,00 € più IVA, mi confermate che è corretto?",
    "Purtroppo la soluzione proposta non ha funzionato: dopo l'aggiornamento il programma si chiude da solo.",
    "Confermo che ora funziona tutto, potete chiudere la richiesta. Grazie mille!",
    "Non abbiamo ancora ricevuto la nota di credito relativa alla fattura n. 2031 del 12 settembre.",
    "Mi servirebbe sapere se la dichiarazione è già stata trasmessa e con quale numero di protocollo.",
    "Da quando abbiamo cambiato la connessione la posta arriva con molte ore di ritardo.",
    "La password temporanea che mi avete inviato risulta scaduta, potete generarne un'altra?",
    "Si può fare in modo che le notifiche arrivino anche all'indirizzo dell'ufficio acquisti?",
    "Qualità e puntualità sono fondamentali per noi: già l'anno scorso c'è stato un episodio analogo.",
    "Il cliente è in linea e chiede se è possibile anticipare la consegna a giovedì pomeriggio.",
    "Vi allego la schermata dell'errore: si verifica solo con i file più grandi di 10 MB.",
), "en": (
    "Hello, since this morning we cannot log in to the customer portal any more.",
    "The system returns an error when I try to print last month's invoice.",
    "Could you please check the status of our request? It is rather urgent, the deadline is Friday.",
    "I have already tried restarting the computer and clearing the browser cache, with no luck.",
    "Please find attached the documents you asked for.",
    "My colleague in accounting told me a ticket had already been opened last week.",
    "Thank you for your help, I look forward to hearing from you.",
    "The printer on the second floor keeps reporting a paper jam although the tray is empty.",
    "We need three new users with read-only access to the archive.",
    "The quote says 1,250.00 EUR plus VAT, can you confirm that is correct?",
    "Unfortunately the suggested fix did not work: after the update the program closes by itself.",
    "I confirm everything works now, you can close the request. Many thanks!",
    "We have not yet received the credit note for invoice no. 2031 of 12 September.",
    "Since we changed provider the mail arrives many hours late.",
    "The temporary password you sent me has expired, could you generate another one?",
    "Can notifications also be sent to the purchasing office address?",
)}
SUBJECTS = {"it": (
    "Problema di accesso al gestionale", "Errore stampa fattura elettronica", "Richiesta nuovi utenti", "Sollecito pratica n. {n}",
    "Nota di credito mancante fattura {n}", "Stampante bloccata al secondo piano", "Password scaduta",
    "Qualità della connessione: è già la terza volta", "Preventivo {n} - richiesta chiarimenti",
    "Dichiarazione dei redditi: protocollo", "Aggiornamento non riuscito", "Perché la posta arriva in ritardo?",
    "Invio documentazione", "Urgente: scadenza di venerdì", "Attivazione casella PEC", "Modifica anagrafica cliente {n}",
), "en": (
    "Cannot log in to the portal", "Error while printing invoice {n}", "New users request", "Status of case {n}?",
    "Missing credit note", "Printer jam, 2nd floor", "Password expired", "Question about quote {n}", "Update failed", "Mail delays",
    "Documents attached", "Change of billing address", "URGENT: deadline Friday",
)}
GREETINGS = {"it": (
    "Cordiali saluti", "Distinti saluti", "Grazie e buona giornata", "Un cordiale saluto", "Saluti",
), "en": (
    "Best regards", "Kind regards", "Thanks", "Regards",
)}
DISCLAIMER = ("Le informazioni contenute nella presente comunicazione e i relativi allegati possono essere riservate e sono, "
              "comunque, destinate esclusivamente alle persone o alla Società sopraindicati. La diffusione, distribuzione e/o "
              "copiatura del documento trasmesso da parte di qualsiasi soggetto diverso dal destinatario è proibita, sia ai sensi "
              "dell'art. 616 c.p., sia ai sensi del Regolamento UE 2016/679. Se avete ricevuto questo messaggio per errore, vi "
              "preghiamo di distruggerlo.")
MAILERS = (
    "Mozilla Thunderbird", "Microsoft Outlook 16.0", "Apple Mail (2.3654.120.0.1.13)", "Roundcube Webmail/1.6.0",
    "iPhone Mail (20A362)", "Zimbra 8.8.15_GA_4304",)
FILE_NAMES = (
    "Fattura_{n}.pdf", "documento identità {n}.pdf", "schermata-{n}.png", "preventivo {n}.docx", "contratto_{n}.pdf", "scan{n}.jpg",
    "Perché non funziona {n}.pdf", "report-{n}.xlsx", "visura.pdf", "IMG_{n}.JPG",)

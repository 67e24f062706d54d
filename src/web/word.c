/*
 * word: the words that the database uses (turns, states, events, errors) and the sentences that
 * people read instead. In English here, in Italian in po/it.po.
 */
#include "config.h"

#include <glib.h>

#include "web/message.h"

struct word {
	const char *key;
	const char *english;
};

static const struct word words[] = {
    {"turn.operator", N_("Operator’s turn")},
    {"turn.contact", N_("Contact’s turn")},
    {"turn.closed", N_("Closed")},
    {"yours.operator", N_("We are answering")},
    {"yours.contact", N_("It is your turn")},
    {"yours.closed", N_("Request closed")},
    {"level.base", N_("Base")},
    {"level.advanced", N_("Advanced")},
    {"tab.handle", N_("To handle")},
    {"tab.open", N_("Open")},
    {"tab.contact", N_("Contact’s turn")},
    {"tab.closed", N_("Closed tickets")},
    {"tab.all", N_("All")},
    {"empty.handle", N_("Nothing waits for you. Well done.")},
    {"empty.open", N_("There is no open ticket.")},
    {"empty.contact", N_("No contact owes an answer.")},
    {"empty.closed", N_("No ticket is closed yet.")},
    {"empty.all", N_("There is no ticket yet.")},
    {"channel.mail", N_("e-mail")},
    {"channel.pec", N_("PEC")},
    {"channel.web", N_("web")},
    {"channel.phone", N_("phone")},
    {"channel.desk", N_("desk")},
    {"channel.api", N_("API")},
    {"delivery.queued", N_("To be sent")},
    {"delivery.sending", N_("Being sent")},
    {"delivery.sent", N_("Sent")},
    {"delivery.failed", N_("Not delivered")},
    {"delivery.uncertain", N_("Perhaps sent")},
    {"event.opened", N_("Ticket opened")},
    {"event.category", N_("Category")},
    {"event.level", N_("Level")},
    {"event.status", N_("Status")},
    {"event.turn", N_("Turn")},
    {"event.assigned", N_("Assigned")},
    {"event.priority", N_("Priority")},
    {"event.subject", N_("Subject")},
    {"event.reference", N_("Reference")},
    {"event.due", N_("Planned for")},
    {"event.place", N_("Place")},
    {"event.contact_message", N_("Message from the contact")},
    {"event.reply", N_("Reply")},
    {"event.note", N_("Internal note")},
    {"event.erased", N_("Contents erased")},
    {"event.automation", N_("Automation")},
    {"event.closed", N_("Ticket closed")},
    {"event.reopened", N_("Ticket reopened")},
    {"event.hook", N_("Call to another program")},
    {"event.linked", N_("Linked to another ticket")},
    {"event.converted", N_("Converted to a practice")},
    {"event.practice", N_("Tied to a practice")},
    {"event.automatic_response", N_("Automatic answer received")},
    {"event.delivery_sent", N_("Mail sent")},
    {"event.delivery_accepted", N_("Mail accepted")},
    {"event.delivered", N_("Mail delivered")},
    {"event.read", N_("Mail read")},
    {"event.delivery_failed", N_("Mail not delivered")},
    {"event.delivery_delayed", N_("Delivery delayed")},
    {"event.delivery_uncertain", N_("Mail perhaps sent")},
    {"event.link_opened", N_("Personal link opened")},
    {"event.downloaded", N_("File downloaded")},
    {"event.held", N_("Mail held")},
    {"event.parked", N_("Mail parked")},
    {"event.duplicate_mail", N_("Copy of a known mail")},
    {"event.read", N_("Mail read")},
    {"event.contact", N_("Contact changed")},
    {"event.participant", N_("Participant added")},
    {"event.unlinked", N_("No longer linked")},
    {"event.merged", N_("Merged")},
    {"event.deleted", N_("Ticket deleted")},
    {"event.restored", N_("Ticket brought back")},
    {"event.lock_taken", N_("Answering taken over")},
    {"event.draft_sent", N_("Draft sent")},
    {"event.held_sent", N_("Held reply sent")},
    {"event.held_dropped", N_("Held reply dropped")},
    {"event.held_accepted", N_("Held mail taken in with its sender")},
    {"event.held_added", N_("Held mail taken in, this once")},
    {"event.held_split", N_("Held mail made a ticket of its own")},
    {"event.held_discarded", N_("Held mail discarded")},
    {"event.rejected", N_("Mail to a closed ticket sent back")},
    {"eventnote.follows", N_("this one goes on from it")},
    {"eventnote.by category", N_("by the rule of the category")},
    {"eventnote.by rule", N_("by a rule for mail")},
    {"eventnote.out of sight", N_("who had it does not see it any more")},
    {"eventnote.related", N_("they belong together")},
    {"eventnote.into", N_("this one went into it")},
    {"eventnote.from", N_("it came into this one")},
    {"eventnote.followed by", N_("it goes on from this one")},
    {"done.sent", N_("Your message was sent.")},
    {"done.closed", N_("Your message was sent and the ticket is closed.")},
    {"done.moved", N_("The ticket is in another category.")},
    {"done.raised", N_("The ticket is raised.")},
    {"done.lowered", N_("The ticket is at the base level again.")},
    {"done.assigned", N_("The assignment is changed.")},
    {"done.taken", N_("The ticket is yours.")},
    {"done.status", N_("The status is changed.")},
    {"done.priority", N_("The priority is changed.")},
    {"done.noted", N_("The note is kept.")},
    {"done.described", N_("The changes are kept.")},
    {"done.closed_alone", N_("The ticket is closed.")},
    {"done.reopened", N_("The ticket is open again.")},
    {"done.unchanged", N_("Nothing was to be changed.")},
    {"done.kept", N_("The note is kept.")},
    {"done.removed", N_("It is removed.")},
    {"done.retried", N_("It is sent again.")},
    {"done.out", N_("You are signed out.")},
    {"error.empty", N_("Write something first.")},
    {"error.long", N_("This is too long.")},
    {"error.form", N_("This field was not filled in as expected.")},
    {"error.files", N_("One of the files did not arrive whole: choose it again.")},
    {"error.unknown", N_("This is not there any more: choose again.")},
    {"error.unseen", N_("One of those chosen would not see the ticket: choose again.")},
    {"error.nobody", N_("Nobody would see the ticket there, at the advanced level. Confirm to "
			"raise it all the same.")},
    {"error.taken", N_("Another ticket has this already.")},
    {"error.digits", N_("Only digits would be taken for a ticket number: add a letter.")},
    {"error.date", N_("This is no date: write day/month/year.")},
    {"error.past", N_("This day is over: choose a later one.")},
    {"error.range", N_("There is no such place: latitude goes from -90 to 90, longitude from "
		       "-180 to 180.")},
    {"api.key", N_("The Authorization is “Bearer” and a key that this office has given and not "
		   "taken back.")},
    {"api.often", N_("Too many requests: wait as long as Retry-After says.")},
    {"api.idempotency", N_("The Idempotency-Key must be there: 1 to 200 visible characters, "
			   "new for each thing to be done.")},
    {"api.other", N_("This Idempotency-Key was used with another body: take a new one.")},
    {"api.ticket", N_("There is no such ticket that this key opened.")},
    {"api.closed", N_("The ticket is closed and takes nothing more: open a new one.")},
    {"api.fields", N_("Some fields are not right.")},
    {"api.member", N_("There is no such member here: see the manual page turno-api.")},
    {"api.type", N_("This has the wrong type: see the manual page turno-api.")},
    {"api.missing", N_("This must be there.")},
    {"api.address", N_("This is no mail address.")},
    {"api.office", N_("This address belongs to the office.")},
    {"api.stranger", N_("Nobody is known by this address, and this key opens tickets for known "
			"contacts only.")},
    {"api.customer", N_("The contact belongs to another customer: leave this out.")},
    {"api.joins",
	N_("There is such a customer already, and this key may not add contacts to it.")},
    {"api.category", N_("There is no such category in which this key may open tickets.")},
    {"api.priority", N_("There is no such priority.")},
    {"api.language", N_("The language is it or en.")},
    {"api.file", N_("A file is {name, type, content}, the name without slashes, the content in "
		    "base64.")},
    {"error.refused",
	N_("The name or the password is not right, or there were too many attempts. "
	   "Check them and try again in a few minutes.")},
};

const char *
message_word(enum language language, const char *kind, const char *word)
{
	g_autofree char *key = g_strconcat(kind, ".", word, NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(words[i].key, key))
			return message_text(language, words[i].english);
	return NULL;
}

#include "config.h"
#include "parse/html_cue.h"

#include <string.h>

enum match {
	MATCH_IS,     /* a word of the value */
	MATCH_BEGINS, /* the begin of a word */
	MATCH_ENDS,   /* the end of a word */
};

/* clang-format off */
static const struct {
	enum html_attribute attribute;
	enum match match;
	const char *word; /* lower case */
	enum html_role role;
} marks[] = {
	/* Gmail, and those that took its names over (Nylas, K-9, Spike, …) */
	{ HTML_CLASS, MATCH_IS, "gmail_attr", HTML_ROLE_ATTRIBUTION },
	{ HTML_CLASS, MATCH_IS, "gmail_quote", HTML_ROLE_FRAME },
	{ HTML_CLASS, MATCH_IS, "gmail_quote_container", HTML_ROLE_FRAME },
	{ HTML_CLASS, MATCH_IS, "gmail_signature", HTML_ROLE_SIGNATURE },
	{ HTML_CLASS, MATCH_IS, "gmail_signature_prefix", HTML_ROLE_SIGNATURE },
	{ HTML_DATA_SMARTMAIL, MATCH_IS, "gmail_signature", HTML_ROLE_SIGNATURE },
	/* Outlook: web, mobile, Mac */
	{ HTML_ID, MATCH_IS, "divrplyfwdmsg", HTML_ROLE_HEAD },
	{ HTML_ID, MATCH_IS, "appendonsend", HTML_ROLE_WEAK_HEAD },
	{ HTML_ID, MATCH_IS, "stopspelling", HTML_ROLE_HEAD },
	{ HTML_CLASS, MATCH_IS, "outlookmessageheader", HTML_ROLE_HEAD },
	{ HTML_ID, MATCH_IS, "mail-editor-reference-message-container", HTML_ROLE_QUOTE },
	{ HTML_ID, MATCH_IS, "olk_src_body_section", HTML_ROLE_QUOTE },
	{ HTML_ID, MATCH_IS, "mac_outlook_attribution_blockquote", HTML_ROLE_QUOTE },
	{ HTML_ID, MATCH_IS, "ms-outlook-mobile-signature", HTML_ROLE_SIGNATURE },
	{ HTML_ID, MATCH_IS, "signature", HTML_ROLE_SIGNATURE },
	{ HTML_CLASS, MATCH_IS, "ms-outlook-mobile-signature", HTML_ROLE_SIGNATURE },
	{ HTML_CLASS, MATCH_IS, "msoautosig", HTML_ROLE_SIGNATURE },
	/* Thunderbird, Postbox, Betterbird */
	{ HTML_CLASS, MATCH_IS, "moz-cite-prefix", HTML_ROLE_ATTRIBUTION },
	{ HTML_CLASS, MATCH_IS, "moz-email-headers-table", HTML_ROLE_HEAD },
	{ HTML_CLASS, MATCH_IS, "moz-forward-container", HTML_ROLE_QUOTE },
	{ HTML_CLASS, MATCH_IS, "moz-signature", HTML_ROLE_SIGNATURE },
	/* Apple */
	{ HTML_ID, MATCH_BEGINS, "applemailsignature", HTML_ROLE_SIGNATURE },
	/* Yahoo, AOL */
	{ HTML_CLASS, MATCH_ENDS, "yahoo_quoted", HTML_ROLE_FRAME },
	{ HTML_ID, MATCH_BEGINS, "yahoo_quoted", HTML_ROLE_FRAME },
	{ HTML_CLASS, MATCH_IS, "aolreplyheader", HTML_ROLE_HEAD },
	/* Proton, Tutanota, Fastmail */
	{ HTML_CLASS, MATCH_IS, "protonmail_quote", HTML_ROLE_FRAME },
	{ HTML_CLASS, MATCH_BEGINS, "protonmail_signature_block", HTML_ROLE_SIGNATURE },
	{ HTML_CLASS, MATCH_IS, "tutanota_quote", HTML_ROLE_QUOTE },
	/* Zimbra */
	{ HTML_ID, MATCH_IS, "zwchr", HTML_ROLE_HEAD },
	{ HTML_DATA_MARKER, MATCH_IS, "__divider__", HTML_ROLE_HEAD },
	{ HTML_DATA_MARKER, MATCH_IS, "__quoted_text__", HTML_ROLE_QUOTE },
	{ HTML_DATA_MARKER, MATCH_IS, "__headers__", HTML_ROLE_HEAD },
	{ HTML_DATA_MARKER, MATCH_BEGINS, "__sig_", HTML_ROLE_SIGNATURE },
	/* Roundcube, Open-Xchange, Evolution, GMX and WEB.DE */
	{ HTML_ID, MATCH_IS, "reply-intro", HTML_ROLE_ATTRIBUTION },
	{ HTML_ID, MATCH_IS, "_rc_sig", HTML_ROLE_SIGNATURE },
	{ HTML_CLASS, MATCH_IS, "io-ox-signature", HTML_ROLE_SIGNATURE },
	{ HTML_CLASS, MATCH_BEGINS, "-x-evo-signature", HTML_ROLE_SIGNATURE },
	{ HTML_NAME, MATCH_IS, "quote", HTML_ROLE_QUOTE },
	/* Zoho, QQ, NetEase */
	{ HTML_CLASS, MATCH_IS, "zmail_extra", HTML_ROLE_FRAME },
	{ HTML_ID, MATCH_BEGINS, "zm-_id_-sgn", HTML_ROLE_SIGNATURE },
	{ HTML_ID, MATCH_IS, "origbody", HTML_ROLE_QUOTE },
	{ HTML_ID, MATCH_IS, "original-content", HTML_ROLE_QUOTE },
	{ HTML_ID, MATCH_IS, "isreplycontent", HTML_ROLE_QUOTE },
	{ HTML_ID, MATCH_IS, "isforwardcontent", HTML_ROLE_QUOTE },
	{ HTML_ID, MATCH_IS, "spneditorsign", HTML_ROLE_SIGNATURE },
	/* Spark, Front, Superhuman, Missive, Airmail, Samsung, Edison, Aqua Mail, BlackBerry */
	{ HTML_NAME, MATCH_IS, "messagereplysection", HTML_ROLE_FRAME },
	{ HTML_NAME, MATCH_IS, "messagesignaturesection", HTML_ROLE_SIGNATURE },
	{ HTML_CLASS, MATCH_IS, "front-blockquote", HTML_ROLE_QUOTE },
	{ HTML_CLASS, MATCH_IS, "front-signature", HTML_ROLE_SIGNATURE },
	{ HTML_CLASS, MATCH_IS, "sh-signature", HTML_ROLE_SIGNATURE },
	{ HTML_CLASS, MATCH_IS, "missive_quote", HTML_ROLE_FRAME },
	{ HTML_CLASS, MATCH_IS, "missive_signature", HTML_ROLE_SIGNATURE },
	{ HTML_CLASS, MATCH_BEGINS, "airmail_", HTML_ROLE_ATTRIBUTION },
	{ HTML_CLASS, MATCH_BEGINS, "bloop_sign", HTML_ROLE_SIGNATURE },
	{ HTML_ID, MATCH_BEGINS, "bloop_sign", HTML_ROLE_SIGNATURE },
	{ HTML_ID, MATCH_IS, "composer_signature", HTML_ROLE_SIGNATURE },
	{ HTML_ID, MATCH_IS, "edo-signature", HTML_ROLE_SIGNATURE },
	{ HTML_ID, MATCH_IS, "edo-original", HTML_ROLE_QUOTE },
	{ HTML_ID, MATCH_IS, "aqm-original", HTML_ROLE_QUOTE },
	{ HTML_ID, MATCH_IS, "aqm-signature", HTML_ROLE_SIGNATURE },
	{ HTML_ID, MATCH_IS, "_originalcontent", HTML_ROLE_QUOTE },
	/* Desks and lists */
	{ HTML_CLASS, MATCH_IS, "freshdesk_quote", HTML_ROLE_FRAME },
	{ HTML_CLASS, MATCH_IS, "email_quoted_reply", HTML_ROLE_QUOTE },
	{ HTML_CLASS, MATCH_IS, "hs_reply", HTML_ROLE_FRAME },
};
/* clang-format on */

static bool
matches(enum match match, const char *word, const char *at, size_t size)
{
	size_t word_size = strlen(word);

	if (size < word_size || (match == MATCH_IS && size != word_size))
		return false;
	if (match == MATCH_ENDS)
		at += size - word_size;
	return g_ascii_strncasecmp(at, word, word_size) == 0;
}

static enum html_role
role_of_word(enum html_attribute attribute, const char *at, size_t size)
{
	char first = g_ascii_tolower(at[0]);

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (marks[i].attribute == attribute &&
		    (marks[i].match == MATCH_ENDS || marks[i].word[0] == first) &&
		    matches(marks[i].match, marks[i].word, at, size))
			return marks[i].role;
	return HTML_ROLE_NONE;
}

static enum html_role
role_of_marks(const struct html_tag *tag)
{
	static const enum html_attribute attributes[] = {
	    HTML_CLASS, HTML_ID, HTML_NAME, HTML_DATA_MARKER, HTML_DATA_SMARTMAIL};

	for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++) {
		struct html_slice value = tag->attribute[attributes[i]];
		const char *at = value.at != NULL ? value.at : "", *end = at + value.size;

		while (at < end) {
			const char *word = at;
			while (at < end && !g_ascii_isspace(*at))
				at++;
			enum html_role role =
			    role_of_word(attributes[i], word, (size_t)(at - word));
			if (role != HTML_ROLE_NONE)
				return role;
			at += at < end;
		}
	}
	return HTML_ROLE_NONE;
}

enum html_role
html_cue_role(const struct html_tag *tag, const struct html_style *style)
{
	enum html_role role = role_of_marks(tag);

	if (style->is_reply_head)
		return HTML_ROLE_HEAD;
	if (tag->element->effect != EFFECT_QUOTE)
		return strcmp(tag->element->name, "signature") == 0 ? HTML_ROLE_SIGNATURE
								    : role;
	/* A blockquote. Without any of these, or a rule on its left, it may be a paragraph that
	 * was moved in. */
	if (role != HTML_ROLE_NONE || html_tag_is(tag, HTML_TYPE, "cite") || style->has_rule)
		return HTML_ROLE_QUOTE;
	return style->is_indented ? HTML_ROLE_NONE : HTML_ROLE_WEAK_QUOTE;
}

src_libturno_a_SOURCES += \
	src/web/api.c src/web/api.h \
	src/web/asset.c src/web/asset.h \
	src/web/bundle.c src/web/bundle.h \
	src/web/confirm.c src/web/confirm.h \
	src/web/contact.c src/web/contact.h \
	src/web/download.c src/web/download.h \
	src/web/embed.h \
	src/web/exchange.c src/web/exchange.h \
	src/web/form.c src/web/form.h \
	src/web/format.c src/web/format.h \
	src/web/io.h \
	src/web/list.c src/web/list.h \
	src/web/logo.c src/web/logo.h \
	src/web/mark.c src/web/mark.h \
	src/web/message.c src/web/message.h \
	src/web/multipart.c src/web/multipart.h \
	src/web/office.c src/web/office.h \
	src/web/office_form.c \
	src/web/office_noun.c \
	src/web/office_rule.c src/web/office_rule.h \
	src/web/office_secret.c src/web/office_secret.h \
	src/web/office_setting.c \
	src/web/office_template.c \
	src/web/page.c src/web/page.h \
	src/web/page_file.c src/web/page_file.h \
	src/web/password.c src/web/password.h \
	src/web/preview.c src/web/preview.h \
	src/web/range.c src/web/range.h \
	src/web/request.c src/web/request.h \
	src/web/response.c src/web/response.h \
	src/web/route.c src/web/route.h \
	src/web/sentence.c src/web/sentence.h \
	src/web/sheet.c src/web/sheet.h \
	src/web/sign.c src/web/sign.h \
	src/web/template.c src/web/template.h \
	src/web/template_tree.c src/web/template_tree.h \
	src/web/upload.c src/web/upload.h \
	src/web/web.c src/web/web.h \
	src/web/word.c src/web/word.h \
	src/web/word_mail.c \
	src/web/word_office.c

# Tables of routes, by part
src_libturno_a_SOURCES += \
	src/web/route/contact.c \
	src/web/route/find.c \
	src/web/route/limit.h \
	src/web/route/list.c src/web/route/list.h \
	src/web/route/mail.c \
	src/web/route/office.c \
	src/web/route/open.c \
	src/web/route/people.c \
	src/web/route/practice.c \
	src/web/route/sign.c \
	src/web/route/statistics.c \
	src/web/route/ticket.c

WEB_PAGES = \
	src/web/page/asked.html src/web/page/chip.html src/web/page/chip_label.html src/web/page/confirm.html \
	src/web/page/contact.html src/web/page/contact_ask.html src/web/page/contact_choose_ask.html \
	src/web/page/contact_choose_mine.html src/web/page/contact_documents.html src/web/page/contact_erase.html \
	src/web/page/contact_form.html src/web/page/contact_list.html src/web/page/contact_merge.html \
	src/web/page/contact_open.html src/web/page/contact_privacy.html src/web/page/contact_profile.html \
	src/web/page/contact_words.html src/web/page/conversation.html src/web/page/customer.html src/web/page/customer_form.html \
	src/web/page/customer_list.html src/web/page/desk.html src/web/page/documents.html src/web/page/error.html src/web/page/files.html \
	src/web/page/filter.html src/web/page/filter_hidden.html src/web/page/find_contact.html src/web/page/find_customer.html \
	src/web/page/find_ticket.html src/web/page/foot.html src/web/page/foot_contact.html src/web/page/form.html \
	src/web/page/gone.html src/web/page/head.html src/web/page/knowledge.html src/web/page/knowledge_form.html \
	src/web/page/knowledge_list.html src/web/page/link.html src/web/page/list.html src/web/page/login.html \
	src/web/page/logo.html src/web/page/mail.html src/web/page/mail_blocked.html src/web/page/mail_list.html \
	src/web/page/mail_open.html src/web/page/marks.html src/web/page/mine.html src/web/page/model_form.html \
	src/web/page/model_list.html src/web/page/office.html src/web/page/office_call.html src/web/page/office_category.html \
	src/web/page/office_delivery.html src/web/page/office_field.html src/web/page/office_form.html \
	src/web/page/office_health.html src/web/page/office_list.html src/web/page/office_log.html src/web/page/office_logo.html \
	src/web/page/office_mailbox.html src/web/page/office_nav.html src/web/page/office_notice.html \
	src/web/page/office_notice_form.html src/web/page/office_once.html src/web/page/office_operator.html \
	src/web/page/office_receipt.html src/web/page/office_remove.html src/web/page/office_right.html \
	src/web/page/office_rule.html src/web/page/office_setting.html src/web/page/office_setting_form.html \
	src/web/page/office_template.html src/web/page/office_template_form.html src/web/page/office_try.html \
	src/web/page/open.html src/web/page/password.html src/web/page/password_change.html src/web/page/password_code.html \
	src/web/page/password_new.html src/web/page/people_documents.html src/web/page/people_practices.html \
	src/web/page/people_tabs.html src/web/page/people_tickets.html src/web/page/practice.html \
	src/web/page/practice_document.html src/web/page/practice_fields.html src/web/page/practice_form.html \
	src/web/page/practice_list.html src/web/page/practice_tabs.html src/web/page/privacy.html src/web/page/profile.html \
	src/web/page/quick.html src/web/page/search.html src/web/page/search_box.html src/web/page/statistics.html \
	src/web/page/ticket.html src/web/page/ticket_back.html src/web/page/ticket_bar.html src/web/page/ticket_colleagues.html \
	src/web/page/ticket_event.html src/web/page/ticket_held.html src/web/page/ticket_line.html src/web/page/ticket_print.html \
	src/web/page/ticket_side.html src/web/page/ticket_tool.html src/web/page/ticket_write.html src/web/page/top_contact.html \
	src/web/page/top_operator.html

# In the order in which they stand in turno.css
WEB_STYLE = \
	src/web/style/base.css src/web/style/contact.css src/web/style/list.css src/web/style/statistics.css \
	src/web/style/mail.css src/web/style/ticket.css src/web/style/office.css src/web/style/people.css

WEB_STATIC = src/web/static/turno.js src/web/static/turno.svg

nodist_src_libturno_a_SOURCES += src/web/page_files.c src/web/static_files.c src/web/catalogue_it.c
CLEANFILES += src/web/turno.css src/web/page_files.c src/web/static_files.c src/web/catalogue_it.c
EXTRA_DIST += src/web/embed.awk src/web/catalogue.awk po/it.po $(WEB_PAGES) $(WEB_STYLE) $(WEB_STATIC)

src/web/page_files.c: $(WEB_PAGES) src/web/embed.awk
	$(AM_V_GEN)$(MKDIR_P) src/web && cd $(srcdir) && \
	$(AWK) -v symbol=page_files -f src/web/embed.awk $(WEB_PAGES) >$(abs_builddir)/$@-new && \
	mv $(abs_builddir)/$@-new $(abs_builddir)/$@

src/web/turno.css: $(WEB_STYLE)
	$(AM_V_GEN)$(MKDIR_P) src/web && cd $(srcdir) && \
	cat $(WEB_STYLE) >$(abs_builddir)/$@-new && mv $(abs_builddir)/$@-new $(abs_builddir)/$@

src/web/static_files.c: $(WEB_STATIC) src/web/turno.css src/web/embed.awk
	$(AM_V_GEN)$(MKDIR_P) src/web && cd $(srcdir) && \
	$(AWK) -v symbol=static_files -f src/web/embed.awk $(WEB_STATIC) $(abs_builddir)/src/web/turno.css >$(abs_builddir)/$@-new && \
	mv $(abs_builddir)/$@-new $(abs_builddir)/$@

src/web/catalogue_it.c: po/it.po src/web/catalogue.awk
	$(AM_V_GEN)$(MKDIR_P) src/web && cd $(srcdir) && \
	$(AWK) -v symbol=catalogue_it -f src/web/catalogue.awk po/it.po >$(abs_builddir)/$@-new && \
	mv $(abs_builddir)/$@-new $(abs_builddir)/$@

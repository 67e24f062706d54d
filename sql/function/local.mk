include sql/function/desk.mk
include sql/function/act.mk
include sql/function/mail.mk
include sql/function/hook.mk
include sql/function/send.mk
include sql/function/web.mk
include sql/function/admin.mk
include sql/function/search.mk

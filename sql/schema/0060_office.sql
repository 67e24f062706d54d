-- The administration by the web says beside which field a refusal belongs: admin_refuse takes its name too.
drop function if exists turno.admin_refuse(text);

# In the order in which they are applied.
SQL_FILES += \
	sql/schema/0001_people.sql \
	sql/schema/0002_desk.sql \
	sql/schema/0003_mail.sql \
	sql/schema/0004_sending.sql \
	sql/schema/0005_viewer.sql \
	sql/schema/0006_trigger.sql \
	sql/schema/0007_claim.sql \
	sql/schema/0008_pin.sql \
	sql/schema/0009_pressure.sql \
	sql/schema/0010_poison.sql \
	sql/schema/0011_spread.sql \
	sql/schema/0012_upgrade.sql \
	sql/schema/0013_inside.sql \
	sql/schema/0014_cms.sql \
	sql/schema/0018_tell.sql

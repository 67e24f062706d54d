# In the order in which they are applied.
SQL_FILES += sql/schema/0001_people.sql
SQL_FILES += sql/schema/0002_desk.sql
SQL_FILES += sql/schema/0003_mail.sql
SQL_FILES += sql/schema/0004_sending.sql
SQL_FILES += sql/schema/0005_viewer.sql
SQL_FILES += sql/schema/0006_trigger.sql
SQL_FILES += sql/schema/0007_claim.sql
SQL_FILES += sql/schema/0008_pin.sql
SQL_FILES += sql/schema/0009_pressure.sql
SQL_FILES += sql/schema/0010_poison.sql
SQL_FILES += sql/schema/0011_spread.sql
SQL_FILES += sql/schema/0012_upgrade.sql
SQL_FILES += sql/schema/0013_inside.sql
SQL_FILES += sql/schema/0014_cms.sql
SQL_FILES += sql/schema/0015_act.sql
SQL_FILES += sql/schema/0018_tell.sql
SQL_FILES += sql/schema/0025_proof.sql

-- What nobody reads: the acts know the turn machine through turn_apply alone.
drop policy if exists turn_rule_act on turno.turn_rule;
revoke all on turno.turn_rule from turno_act;

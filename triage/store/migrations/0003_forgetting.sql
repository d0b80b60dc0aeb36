-- A person can be forgotten (삭제): all their rows go in the statement that deletes their conversation. Two tables are also written
-- beside the conversation, when a message could not become a turn in time: a case or a waiting message written at the very moment
-- of a deletion would be left behind, sealed with a key nobody has. They name their person, so that one of the two has to give way.
-- (What only a turn writes waits for the conversation's row and needs no such check.)
alter table escalation add foreign key (resident_id) references resident;
alter table inbox add foreign key (resident_id) references resident;

-- What waits for a messenger is looked for each second. Nothing in this table tells the planner that of a third of a million turns of LINE two dozen
-- wait: by channel, "not sent" and "due" alone it expected a tenth of the table, and read all of it. Counted together, it knows.
create index turn_waiting on turn ((case when sent_at is null and due_at is not null then channel end), due_at)
  where sent_at is null and due_at is not null;
create statistics turn_waiting on (case when sent_at is null and due_at is not null then channel end) from turn;
analyze turn;

CREATE TABLE public.address (
    hash bytea NOT NULL,
    resident_id uuid NOT NULL,
    channel text NOT NULL,
    sealed_id bytea,
    blocked boolean DEFAULT false NOT NULL,
    told_at timestamp with time zone
);

CREATE TABLE public.attempt (
    key bytea NOT NULL,
    points integer NOT NULL,
    until timestamp with time zone NOT NULL
);

CREATE TABLE public.audit (
    at timestamp with time zone NOT NULL,
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    staff_id uuid,
    action text NOT NULL,
    resident_id uuid,
    subject text,
    reason text,
    address text,
    request_id text
)
PARTITION BY RANGE (at);

CREATE TABLE public.audit_default (
    at timestamp with time zone NOT NULL,
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    staff_id uuid,
    action text NOT NULL,
    resident_id uuid,
    subject text,
    reason text,
    address text,
    request_id text
);

CREATE TABLE public.audit_link (
    n integer NOT NULL,
    audit_at timestamp with time zone NOT NULL,
    audit_id uuid NOT NULL,
    seal bytea NOT NULL,
    linked_at timestamp with time zone NOT NULL,
    CONSTRAINT audit_link_n_check CHECK ((n > 0))
);

CREATE TABLE public.call (
    resident_id uuid NOT NULL,
    id uuid NOT NULL,
    escalation_id uuid NOT NULL,
    center_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome text NOT NULL,
    note bytea
);

CREATE TABLE public.campaign (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    name text NOT NULL,
    place text,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    made_by uuid,
    created_at timestamp with time zone NOT NULL,
    rev integer DEFAULT 0 NOT NULL,
    changed_by uuid,
    CONSTRAINT campaign_check CHECK ((ends_on >= starts_on))
);

CREATE TABLE public.center (
    id uuid NOT NULL,
    name text NOT NULL,
    phone text,
    hours text,
    area text,
    retention text,
    created_at timestamp with time zone NOT NULL,
    contact_days integer DEFAULT 90 NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    CONSTRAINT center_contact_days_check CHECK (((contact_days >= 1) AND (contact_days <= 3650)))
);

CREATE TABLE public.consent (
    resident_id uuid NOT NULL,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    center_id uuid NOT NULL,
    given boolean NOT NULL,
    lang text NOT NULL,
    wording text NOT NULL,
    text_hash bytea NOT NULL
);

CREATE TABLE public.contact (
    resident_id uuid NOT NULL,
    center_id uuid NOT NULL,
    way text NOT NULL,
    best_time text,
    number bytea,
    at timestamp with time zone NOT NULL,
    delete_by timestamp with time zone NOT NULL,
    CONSTRAINT contact_best_time_check CHECK ((best_time = ANY (ARRAY['now'::text, 'morning'::text, 'afternoon'::text, 'evening'::text, 'text'::text]))),
    CONSTRAINT contact_check CHECK (((way = 'phone'::text) = (number IS NOT NULL))),
    CONSTRAINT contact_way_check CHECK ((way = ANY (ARRAY['phone'::text, 'chat'::text, 'none'::text])))
);

CREATE TABLE public.conversation (
    resident_id uuid NOT NULL,
    center_id uuid NOT NULL,
    rev integer NOT NULL,
    channel text NOT NULL,
    snapshot bytea NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    heard_at timestamp with time zone
);

CREATE TABLE public.duty_alarm (
    staff_id uuid NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    center_id uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    mailed_at timestamp with time zone,
    mail_due_at timestamp with time zone,
    mail_tries integer DEFAULT 0 NOT NULL
);

CREATE TABLE public.escalation (
    resident_id uuid NOT NULL,
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    tier text,
    priority integer NOT NULL,
    rules text[] NOT NULL,
    reason text NOT NULL,
    flags text[] DEFAULT '{}'::text[] NOT NULL,
    age_band text,
    channel text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    claim_by timestamp with time zone NOT NULL,
    owner uuid,
    fence integer DEFAULT 0 NOT NULL,
    claimed_at timestamp with time zone,
    first_word_at timestamp with time zone,
    closed_at timestamp with time zone,
    outcome text,
    closed_by uuid,
    resident_at timestamp with time zone,
    changed_at timestamp with time zone NOT NULL,
    placement_id uuid,
    judged_by uuid,
    judged_at timestamp with time zone,
    handed_back_at timestamp with time zone,
    ladder jsonb,
    ladder_round integer DEFAULT 0 NOT NULL,
    ladder_step integer DEFAULT 0 NOT NULL,
    next_page_at timestamp with time zone,
    lapse_at timestamp with time zone,
    offered_to uuid,
    offered_at timestamp with time zone,
    exhausted_at timestamp with time zone,
    climb integer DEFAULT 0 NOT NULL,
    round_at timestamp with time zone,
    page_kind text DEFAULT 'case'::text NOT NULL,
    promise_at timestamp with time zone,
    CONSTRAINT escalation_page_kind_check CHECK ((page_kind = ANY (ARRAY['case'::text, 'raised'::text, 'lapsed'::text, 'drill'::text, 'canary'::text]))),
    CONSTRAINT escalation_priority_check CHECK (((priority >= 0) AND (priority <= 3))),
    CONSTRAINT escalation_tier_check CHECK ((tier = ANY (ARRAY['low'::text, 'potential'::text, 'high'::text])))
);

CREATE TABLE public.escalation_event (
    resident_id uuid NOT NULL,
    escalation_id uuid NOT NULL,
    cause text NOT NULL,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    tier text,
    priority integer,
    rules text[] DEFAULT '{}'::text[] NOT NULL,
    staff_id uuid,
    detail bytea,
    CONSTRAINT escalation_event_kind_check CHECK ((kind = ANY (ARRAY['opened'::text, 'raised'::text, 'noted'::text, 'claimed'::text, 'spoke'::text, 'asked'::text, 'called'::text, 'judged'::text, 'wrote'::text, 'summoned'::text, 'handed-back'::text, 'released'::text, 'checked'::text, 'closed'::text, 'paged'::text, 'unreached'::text, 'exhausted'::text, 'lapsed'::text, 'offered'::text, 'offer-ended'::text, 'promise-missed'::text])))
);

CREATE TABLE public.follow_up (
    resident_id uuid NOT NULL,
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    kind text NOT NULL,
    about text,
    due_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    done_by uuid,
    escalation_id uuid,
    referral_id uuid,
    step integer,
    assignee uuid,
    gatekeeper_id uuid,
    made_by uuid,
    outcome text,
    note bytea,
    CONSTRAINT follow_up_check CHECK (((kind = 'plan'::text) = (step IS NOT NULL))),
    CONSTRAINT follow_up_kind_check CHECK ((kind = ANY (ARRAY['need'::text, 'call'::text, 'rescreen'::text, 'referral'::text, 'plan'::text, 'gatekeeper'::text, 'lead'::text])))
);

CREATE TABLE public.follow_up_event (
    resident_id uuid NOT NULL,
    follow_up_id uuid NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    staff_id uuid,
    due_at timestamp with time zone,
    assignee uuid,
    gatekeeper_id uuid,
    outcome text,
    note bytea,
    CONSTRAINT follow_up_event_kind_check CHECK ((kind = ANY (ARRAY['made'::text, 'postponed'::text, 'assigned'::text, 'done'::text])))
);

CREATE TABLE public.handover (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    made_at timestamp with time zone NOT NULL,
    accepted_by uuid,
    accepted_at timestamp with time zone,
    shown jsonb,
    alarmed_at timestamp with time zone
);

CREATE TABLE public.handover_note (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    written_at timestamp with time zone NOT NULL,
    wrapped_key bytea NOT NULL,
    note bytea NOT NULL,
    handover_id uuid
);

CREATE TABLE public.inbox (
    resident_id uuid NOT NULL,
    event_id text NOT NULL,
    center_id uuid NOT NULL,
    channel text NOT NULL,
    event bytea NOT NULL,
    received_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    quarantined_at timestamp with time zone,
    fault text
);

CREATE TABLE public.invariant (
    id text NOT NULL,
    looked_at timestamp with time zone NOT NULL,
    broken integer NOT NULL,
    looks integer NOT NULL,
    took_ms integer NOT NULL
);

CREATE TABLE public.invariant_round (
    one boolean DEFAULT true NOT NULL,
    due_at timestamp with time zone NOT NULL,
    CONSTRAINT invariant_round_one_check CHECK (one)
);

CREATE TABLE public.ladder (
    center_id uuid NOT NULL,
    rev integer NOT NULL,
    content jsonb NOT NULL,
    made_by uuid,
    made_at timestamp with time zone NOT NULL
);

CREATE TABLE public.notice_hook (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    name text NOT NULL,
    channel text NOT NULL,
    sealed bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT notice_hook_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'voice'::text, 'alimtalk'::text])))
);

CREATE TABLE public.notice_method (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    staff_id uuid,
    kind text NOT NULL,
    label text NOT NULL,
    sealed bytea,
    hash bytea,
    after_minutes integer DEFAULT 0 NOT NULL,
    made_at timestamp with time zone NOT NULL,
    code_hash bytea,
    code_until timestamp with time zone,
    code_tries integer DEFAULT 0 NOT NULL,
    verified_at timestamp with time zone,
    removed_at timestamp with time zone,
    worked_at timestamp with time zone,
    failed_at timestamp with time zone,
    failures integer DEFAULT 0 NOT NULL,
    fault text,
    gone_at timestamp with time zone,
    hook_id uuid,
    lang text DEFAULT 'ko'::text NOT NULL,
    CONSTRAINT notice_method_after_minutes_check CHECK (((after_minutes >= 0) AND (after_minutes <= 60))),
    CONSTRAINT notice_method_check CHECK (((kind = 'team'::text) = (staff_id IS NULL))),
    CONSTRAINT notice_method_check1 CHECK (((kind = 'line'::text) OR ((sealed IS NOT NULL) AND (hash IS NOT NULL)))),
    CONSTRAINT notice_method_check2 CHECK (((hook_id IS NULL) OR (kind = 'hook'::text))),
    CONSTRAINT notice_method_kind_check CHECK ((kind = ANY (ARRAY['push'::text, 'line'::text, 'email'::text, 'hook'::text, 'team'::text]))),
    CONSTRAINT notice_method_lang_check CHECK ((lang = ANY (ARRAY['ko'::text, 'en'::text])))
);

CREATE TABLE public.page (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    resident_id uuid,
    escalation_id uuid,
    kind text NOT NULL,
    priority integer,
    round integer,
    step integer,
    staff_id uuid,
    method_id uuid,
    made_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    fence integer DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    state text DEFAULT 'due'::text NOT NULL,
    settled_at timestamp with time zone,
    provider_id text,
    fault text,
    told_by uuid,
    arrived_at timestamp with time zone,
    CONSTRAINT page_kind_check CHECK ((kind = ANY (ARRAY['case'::text, 'raised'::text, 'lapsed'::text, 'offer'::text, 'exhausted'::text, 'duty'::text, 'verify'::text, 'test'::text, 'drill'::text, 'canary'::text]))),
    CONSTRAINT page_state_check CHECK ((state = ANY (ARRAY['due'::text, 'accepted'::text, 'delivered'::text, 'failed'::text, 'void'::text])))
);

CREATE TABLE public.pgmigrations (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    run_on timestamp without time zone NOT NULL
);

CREATE SEQUENCE public.pgmigrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.pgmigrations_id_seq OWNED BY public.pgmigrations.id;

CREATE TABLE public.placement (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    campaign_id uuid NOT NULL,
    nth integer NOT NULL,
    name text NOT NULL,
    spot text,
    code text NOT NULL,
    counts_as uuid,
    repointed_at timestamp with time zone,
    repointed_by uuid,
    created_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    rev integer DEFAULT 0 NOT NULL,
    changed_by uuid
);

CREATE TABLE public.pulse (
    process uuid NOT NULL,
    role text NOT NULL,
    at timestamp with time zone NOT NULL,
    drift_ms integer NOT NULL
);

CREATE TABLE public.referral (
    resident_id uuid NOT NULL,
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    escalation_id uuid,
    resource_id uuid NOT NULL,
    state text NOT NULL,
    basis text NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT referral_basis_check CHECK ((basis = ANY (ARRAY['consent'::text, 'spoken-consent'::text, 'urgent-life'::text, 'no-name'::text]))),
    CONSTRAINT referral_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'accepted'::text, 'provided'::text, 'confirmed'::text, 'declined'::text])))
);

CREATE TABLE public.referral_event (
    resident_id uuid NOT NULL,
    referral_id uuid NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    state text NOT NULL,
    staff_id uuid,
    note bytea
);

CREATE TABLE public.referral_past (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    resource_kind text NOT NULL,
    requested_on date NOT NULL,
    state text NOT NULL
);

CREATE TABLE public.rehearsal (
    id uuid NOT NULL,
    kind text NOT NULL,
    center_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    asked_by uuid,
    ladder jsonb NOT NULL,
    started_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    acknowledged_at timestamp with time zone,
    ended_at timestamp with time zone,
    fault text,
    report jsonb,
    CONSTRAINT rehearsal_kind_check CHECK ((kind = ANY (ARRAY['canary'::text, 'drill'::text])))
);

CREATE TABLE public.resident (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    wrapped_key bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    placement_id uuid,
    synthetic text,
    rehearsal uuid,
    CONSTRAINT resident_check CHECK (((synthetic IS NULL) = (rehearsal IS NULL))),
    CONSTRAINT resident_synthetic_check CHECK ((synthetic = ANY (ARRAY['canary'::text, 'drill'::text])))
);

CREATE TABLE public.resource (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    phone text,
    note text,
    made_by uuid,
    created_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    rev integer DEFAULT 0 NOT NULL,
    CONSTRAINT resource_kind_check CHECK ((kind = ANY (ARRAY['medical'::text, 'welfare'::text, 'money'::text, 'work'::text, 'home'::text, 'dementia'::text, 'gatekeeper'::text, 'other'::text])))
);

CREATE TABLE public.rotation (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    rev integer NOT NULL,
    plan jsonb NOT NULL,
    laid_until date NOT NULL,
    made_by uuid,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone
);

CREATE TABLE public.scan (
    day date NOT NULL,
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    placement_id uuid,
    device text NOT NULL,
    CONSTRAINT scan_device_check CHECK ((device = ANY (ARRAY['ios'::text, 'android'::text, 'other'::text])))
)
PARTITION BY RANGE (day);

CREATE TABLE public.scan_default (
    day date NOT NULL,
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    placement_id uuid,
    device text NOT NULL,
    CONSTRAINT scan_device_check CHECK ((device = ANY (ARRAY['ios'::text, 'android'::text, 'other'::text])))
);

CREATE TABLE public.screening (
    resident_id uuid NOT NULL,
    visit integer NOT NULL,
    instrument text NOT NULL,
    center_id uuid NOT NULL,
    status text NOT NULL,
    lang text NOT NULL,
    instrument_version text NOT NULL,
    wording_version text NOT NULL,
    flow_version integer NOT NULL,
    age_band text,
    total integer,
    raw_total integer,
    missing integer,
    band text,
    rules text[] DEFAULT '{}'::text[] NOT NULL,
    tier text,
    broke_at text,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    answers bytea NOT NULL,
    helped boolean DEFAULT false NOT NULL,
    handed_over boolean,
    CONSTRAINT screening_status_check CHECK ((status = ANY (ARRAY['running'::text, 'finished'::text, 'stopped'::text])))
);

CREATE TABLE public.secret (
    name text NOT NULL,
    wrapped bytea NOT NULL
);

CREATE TABLE public.session (
    token_hash bytea NOT NULL,
    staff_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    desk_at timestamp with time zone
);

CREATE TABLE public.shift (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    covered_by uuid,
    made_by uuid,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    rotation_id uuid,
    backup boolean DEFAULT false NOT NULL,
    touched_at timestamp with time zone,
    CONSTRAINT shift_check CHECK ((ends_at > starts_at))
);

CREATE TABLE public.shift_offer (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    shift_id uuid NOT NULL,
    back_shift_id uuid,
    from_staff uuid NOT NULL,
    to_staff uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT shift_offer_check CHECK (((state = 'open'::text) = (settled_at IS NULL))),
    CONSTRAINT shift_offer_check1 CHECK ((from_staff <> to_staff)),
    CONSTRAINT shift_offer_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text, 'overtaken'::text])))
);

CREATE TABLE public.signoff (
    instrument text NOT NULL,
    instrument_version text NOT NULL,
    wording_version text NOT NULL,
    name text NOT NULL,
    title text,
    signed_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    id uuid NOT NULL
);

CREATE TABLE public.staff (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    password text,
    invite_hash bytea,
    invite_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    CONSTRAINT staff_email_check CHECK ((email = lower(email)))
);

CREATE TABLE public.stray (
    id uuid NOT NULL,
    channel text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    fault text NOT NULL,
    event bytea NOT NULL
);

CREATE TABLE public.take_along (
    resident_id uuid NOT NULL,
    hash bytea NOT NULL,
    center_id uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL
);

CREATE TABLE public.target (
    center_id uuid NOT NULL,
    year integer NOT NULL,
    indicator text NOT NULL,
    value integer NOT NULL,
    set_by uuid,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT target_value_check CHECK ((value >= 0))
);

CREATE TABLE public.timer (
    resident_id uuid NOT NULL,
    kind text NOT NULL,
    center_id uuid NOT NULL,
    serial integer NOT NULL,
    due_at timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL
);

CREATE TABLE public.turn (
    resident_id uuid NOT NULL,
    event_id text NOT NULL,
    rev integer NOT NULL,
    center_id uuid NOT NULL,
    channel text NOT NULL,
    at timestamp with time zone NOT NULL,
    doc bytea NOT NULL,
    due_at timestamp with time zone,
    lease_until timestamp with time zone,
    sent_at timestamp with time zone
);

CREATE TABLE public.visit (
    resident_id uuid NOT NULL,
    visit integer NOT NULL,
    center_id uuid NOT NULL,
    placement_id uuid,
    age_band text,
    started_at timestamp with time zone NOT NULL,
    consented_at timestamp with time zone,
    finished_at timestamp with time zone,
    contact_at timestamp with time zone,
    tier text,
    tier_at timestamp with time zone,
    tier_was text,
    escalation_id uuid,
    CONSTRAINT visit_tier_check CHECK ((tier = ANY (ARRAY['low'::text, 'potential'::text, 'high'::text])))
);

CREATE TABLE public.visit_past (
    id uuid NOT NULL,
    center_id uuid NOT NULL,
    placement_id uuid,
    age_band text,
    started_on date,
    consented boolean NOT NULL,
    finished_on date,
    contact_on date,
    tier text,
    tier_on date,
    tier_was text,
    opened_on date,
    priority integer,
    claimed_on date,
    spoken_on date,
    closed_on date,
    outcome text,
    unreferred_on date,
    first_word_seconds integer
);

ALTER TABLE ONLY public.audit ATTACH PARTITION public.audit_default DEFAULT;

ALTER TABLE ONLY public.scan ATTACH PARTITION public.scan_default DEFAULT;

ALTER TABLE ONLY public.pgmigrations ALTER COLUMN id SET DEFAULT nextval('public.pgmigrations_id_seq'::regclass);

ALTER TABLE ONLY public.address
    ADD CONSTRAINT address_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (at, id);

ALTER TABLE ONLY public.audit_default
    ADD CONSTRAINT audit_default_pkey PRIMARY KEY (at, id);

ALTER TABLE ONLY public.audit_link
    ADD CONSTRAINT audit_link_audit_at_audit_id_key UNIQUE (audit_at, audit_id);

ALTER TABLE ONLY public.audit_link
    ADD CONSTRAINT audit_link_pkey PRIMARY KEY (n);

ALTER TABLE ONLY public.call
    ADD CONSTRAINT call_pkey PRIMARY KEY (resident_id, id);

ALTER TABLE ONLY public.campaign
    ADD CONSTRAINT campaign_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.center
    ADD CONSTRAINT center_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (resident_id, kind, at);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (resident_id);

ALTER TABLE ONLY public.conversation
    ADD CONSTRAINT conversation_pkey PRIMARY KEY (resident_id);

ALTER TABLE ONLY public.duty_alarm
    ADD CONSTRAINT duty_alarm_pkey PRIMARY KEY (staff_id, starts_at);

ALTER TABLE ONLY public.escalation_event
    ADD CONSTRAINT escalation_event_pkey PRIMARY KEY (resident_id, escalation_id, cause, kind);

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT escalation_pkey PRIMARY KEY (resident_id, id);

ALTER TABLE ONLY public.follow_up_event
    ADD CONSTRAINT follow_up_event_pkey PRIMARY KEY (resident_id, follow_up_id, id);

ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT follow_up_pkey PRIMARY KEY (resident_id, id);

ALTER TABLE ONLY public.handover
    ADD CONSTRAINT handover_center_id_at_key UNIQUE (center_id, at);

ALTER TABLE ONLY public.handover_note
    ADD CONSTRAINT handover_note_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.handover
    ADD CONSTRAINT handover_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (resident_id, event_id);

ALTER TABLE ONLY public.invariant
    ADD CONSTRAINT invariant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.invariant_round
    ADD CONSTRAINT invariant_round_pkey PRIMARY KEY (one);

ALTER TABLE ONLY public.ladder
    ADD CONSTRAINT ladder_pkey PRIMARY KEY (center_id, rev);

ALTER TABLE ONLY public.notice_hook
    ADD CONSTRAINT notice_hook_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notice_method
    ADD CONSTRAINT notice_method_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.page
    ADD CONSTRAINT page_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pgmigrations
    ADD CONSTRAINT pgmigrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_campaign_id_name_key UNIQUE (campaign_id, name);

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_campaign_id_nth_key UNIQUE (campaign_id, nth);

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_code_key UNIQUE (code);

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pulse
    ADD CONSTRAINT pulse_pkey PRIMARY KEY (process);

ALTER TABLE ONLY public.referral_event
    ADD CONSTRAINT referral_event_pkey PRIMARY KEY (resident_id, referral_id, id);

ALTER TABLE ONLY public.referral_past
    ADD CONSTRAINT referral_past_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.referral
    ADD CONSTRAINT referral_pkey PRIMARY KEY (resident_id, id);

ALTER TABLE ONLY public.rehearsal
    ADD CONSTRAINT rehearsal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resident
    ADD CONSTRAINT resident_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.resource
    ADD CONSTRAINT resource_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rotation
    ADD CONSTRAINT rotation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.scan
    ADD CONSTRAINT scan_pkey PRIMARY KEY (day, id);

ALTER TABLE ONLY public.scan_default
    ADD CONSTRAINT scan_default_pkey PRIMARY KEY (day, id);

ALTER TABLE ONLY public.screening
    ADD CONSTRAINT screening_pkey PRIMARY KEY (resident_id, visit, instrument);

ALTER TABLE ONLY public.secret
    ADD CONSTRAINT secret_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.shift_offer
    ADD CONSTRAINT shift_offer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signoff
    ADD CONSTRAINT signoff_id_key UNIQUE (id);

ALTER TABLE ONLY public.signoff
    ADD CONSTRAINT signoff_pkey PRIMARY KEY (instrument, instrument_version, wording_version, name);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_email_key UNIQUE (email);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stray
    ADD CONSTRAINT stray_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.take_along
    ADD CONSTRAINT take_along_hash_key UNIQUE (hash);

ALTER TABLE ONLY public.take_along
    ADD CONSTRAINT take_along_pkey PRIMARY KEY (resident_id, hash);

ALTER TABLE ONLY public.target
    ADD CONSTRAINT target_pkey PRIMARY KEY (center_id, year, indicator);

ALTER TABLE ONLY public.timer
    ADD CONSTRAINT timer_pkey PRIMARY KEY (resident_id, kind);

ALTER TABLE ONLY public.turn
    ADD CONSTRAINT turn_pkey PRIMARY KEY (resident_id, event_id);

ALTER TABLE ONLY public.visit_past
    ADD CONSTRAINT visit_past_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_pkey PRIMARY KEY (resident_id, visit);

CREATE INDEX address_resident ON public.address USING btree (resident_id);

CREATE INDEX attempt_until ON public.attempt USING btree (until);

CREATE INDEX audit_center ON ONLY public.audit USING btree (center_id, at);

CREATE INDEX audit_default_center_id_at_idx ON public.audit_default USING btree (center_id, at);

CREATE INDEX audit_staff ON ONLY public.audit USING btree (center_id, staff_id, at);

CREATE INDEX audit_default_center_id_staff_id_at_idx ON public.audit_default USING btree (center_id, staff_id, at);

CREATE INDEX call_escalation ON public.call USING btree (escalation_id);

CREATE INDEX campaign_center ON public.campaign USING btree (center_id, starts_on DESC, id);

CREATE UNIQUE INDEX center_synthetic ON public.center USING btree (synthetic) WHERE synthetic;

CREATE INDEX contact_delete ON public.contact USING btree (delete_by);

CREATE INDEX duty_alarm_mail ON public.duty_alarm USING btree (mail_due_at) WHERE (mailed_at IS NULL);

CREATE INDEX escalation_changed ON public.escalation USING btree (center_id, changed_at);

CREATE INDEX escalation_event_kind ON public.escalation_event USING btree (kind, at) WHERE (kind = ANY (ARRAY['promise-missed'::text, 'unreached'::text, 'exhausted'::text, 'lapsed'::text]));

CREATE UNIQUE INDEX escalation_id ON public.escalation USING btree (id);

CREATE INDEX escalation_lapse ON public.escalation USING btree (lapse_at) WHERE ((closed_at IS NULL) AND (lapse_at IS NOT NULL));

CREATE UNIQUE INDEX escalation_open ON public.escalation USING btree (resident_id) WHERE (closed_at IS NULL);

CREATE INDEX escalation_page ON public.escalation USING btree (next_page_at) WHERE ((closed_at IS NULL) AND (next_page_at IS NOT NULL));

CREATE INDEX escalation_promise ON public.escalation USING btree (promise_at) WHERE ((closed_at IS NULL) AND (promise_at IS NOT NULL));

CREATE INDEX escalation_queue ON public.escalation USING btree (center_id, priority, claim_by) WHERE (closed_at IS NULL);

CREATE INDEX follow_up_due ON public.follow_up USING btree (center_id, due_at, id) WHERE (done_at IS NULL);

CREATE UNIQUE INDEX follow_up_id ON public.follow_up USING btree (id);

CREATE UNIQUE INDEX follow_up_lead ON public.follow_up USING btree (resident_id) WHERE ((kind = 'lead'::text) AND (done_at IS NULL));

CREATE INDEX follow_up_mine ON public.follow_up USING btree (assignee, due_at, id) WHERE (done_at IS NULL);

CREATE UNIQUE INDEX follow_up_plan ON public.follow_up USING btree (escalation_id, step) WHERE (kind = 'plan'::text);

CREATE INDEX follow_up_referral ON public.follow_up USING btree (referral_id) WHERE (done_at IS NULL);

CREATE INDEX handover_note_open ON public.handover_note USING btree (center_id, written_at);

CREATE INDEX inbox_due ON public.inbox USING btree (due_at) WHERE (quarantined_at IS NULL);

CREATE INDEX notice_hook_center ON public.notice_hook USING btree (center_id) WHERE (removed_at IS NULL);

CREATE INDEX notice_method_center ON public.notice_method USING btree (center_id) WHERE (removed_at IS NULL);

CREATE INDEX notice_method_code ON public.notice_method USING btree (code_hash) WHERE ((code_hash IS NOT NULL) AND (kind = 'line'::text));

CREATE UNIQUE INDEX notice_method_once ON public.notice_method USING btree (staff_id, kind, hash) WHERE (removed_at IS NULL);

CREATE UNIQUE INDEX notice_method_team_once ON public.notice_method USING btree (center_id, hash) WHERE ((staff_id IS NULL) AND (removed_at IS NULL));

CREATE INDEX page_case ON public.page USING btree (resident_id, escalation_id, made_at);

CREATE INDEX page_center ON public.page USING btree (center_id, made_at);

CREATE INDEX page_due ON public.page USING btree (due_at) WHERE (state = 'due'::text);

CREATE INDEX page_method ON public.page USING btree (method_id, settled_at);

CREATE UNIQUE INDEX page_provider ON public.page USING btree (method_id, provider_id) WHERE (provider_id IS NOT NULL);

CREATE INDEX page_staff ON public.page USING btree (staff_id, made_at);

CREATE INDEX page_told_by ON public.page USING btree (told_by) WHERE (told_by IS NOT NULL);

CREATE INDEX placement_counts_as ON public.placement USING btree (counts_as) WHERE (counts_as IS NOT NULL);

CREATE UNIQUE INDEX referral_id ON public.referral USING btree (id);

CREATE UNIQUE INDEX referral_once ON public.referral USING btree (resident_id, resource_id) WHERE (state = ANY (ARRAY['requested'::text, 'accepted'::text, 'provided'::text]));

CREATE INDEX referral_open ON public.referral USING btree (center_id, changed_at) WHERE (state = ANY (ARRAY['requested'::text, 'accepted'::text, 'provided'::text]));

CREATE INDEX referral_past_counted ON public.referral_past USING btree (center_id, requested_on);

CREATE INDEX rehearsal_center ON public.rehearsal USING btree (center_id, started_at);

CREATE UNIQUE INDEX resident_rehearsal ON public.resident USING btree (rehearsal) WHERE (rehearsal IS NOT NULL);

CREATE INDEX resident_synthetic ON public.resident USING btree (id) WHERE (synthetic IS NOT NULL);

CREATE INDEX resource_center ON public.resource USING btree (center_id, kind, name) WHERE (retired_at IS NULL);

CREATE INDEX rotation_center ON public.rotation USING btree (center_id) WHERE (retired_at IS NULL);

CREATE INDEX scan_placement ON ONLY public.scan USING btree (center_id, placement_id, day);

CREATE INDEX scan_default_center_id_placement_id_day_idx ON public.scan_default USING btree (center_id, placement_id, day);

CREATE INDEX session_staff ON public.session USING btree (staff_id);

CREATE INDEX shift_center ON public.shift USING btree (center_id, starts_at);

CREATE INDEX shift_cover ON public.shift USING btree (covered_by, starts_at) WHERE (covered_by IS NOT NULL);

CREATE INDEX shift_offer_center ON public.shift_offer USING btree (center_id) WHERE (state = 'open'::text);

CREATE UNIQUE INDEX shift_offer_open ON public.shift_offer USING btree (shift_id) WHERE (state = 'open'::text);

CREATE INDEX shift_rotation ON public.shift USING btree (rotation_id, starts_at) WHERE (rotation_id IS NOT NULL);

CREATE INDEX shift_staff ON public.shift USING btree (staff_id, starts_at);

CREATE INDEX stray_received ON public.stray USING btree (received_at);

CREATE INDEX take_along_until ON public.take_along USING btree (until);

CREATE INDEX timer_due ON public.timer USING btree (due_at);

CREATE INDEX turn_at ON public.turn USING brin (at) WITH (pages_per_range='32', autosummarize='on');

CREATE UNIQUE INDEX turn_rev ON public.turn USING btree (resident_id, rev);

CREATE INDEX turn_undelivered ON public.turn USING btree (resident_id, rev) WHERE ((sent_at IS NULL) AND (due_at IS NOT NULL));

CREATE INDEX turn_waiting ON public.turn USING btree ((
CASE
    WHEN ((sent_at IS NULL) AND (due_at IS NOT NULL)) THEN channel
    ELSE NULL::text
END), due_at) WHERE ((sent_at IS NULL) AND (due_at IS NOT NULL));

CREATE INDEX visit_counted ON public.visit USING btree (center_id, placement_id, started_at) INCLUDE (consented_at, finished_at, contact_at, tier, tier_at, tier_was, resident_id, escalation_id);

CREATE INDEX visit_past_counted ON public.visit_past USING btree (center_id, placement_id, started_on);

ALTER INDEX public.audit_center ATTACH PARTITION public.audit_default_center_id_at_idx;

ALTER INDEX public.audit_staff ATTACH PARTITION public.audit_default_center_id_staff_id_at_idx;

ALTER INDEX public.audit_pkey ATTACH PARTITION public.audit_default_pkey;

ALTER INDEX public.scan_placement ATTACH PARTITION public.scan_default_center_id_placement_id_day_idx;

ALTER INDEX public.scan_pkey ATTACH PARTITION public.scan_default_pkey;

CREATE STATISTICS public.turn_waiting ON (CASE WHEN sent_at IS NULL AND due_at IS NOT NULL THEN channel ELSE NULL::text END) FROM public.turn;

ALTER TABLE ONLY public.address
    ADD CONSTRAINT address_resident_id_fkey FOREIGN KEY (resident_id) REFERENCES public.resident(id);

ALTER TABLE ONLY public.call
    ADD CONSTRAINT call_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.campaign
    ADD CONSTRAINT campaign_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.campaign
    ADD CONSTRAINT campaign_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.campaign
    ADD CONSTRAINT campaign_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_resident_id_fkey FOREIGN KEY (resident_id) REFERENCES public.resident(id);

ALTER TABLE ONLY public.conversation
    ADD CONSTRAINT conversation_resident_id_fkey FOREIGN KEY (resident_id) REFERENCES public.resident(id);

ALTER TABLE ONLY public.duty_alarm
    ADD CONSTRAINT duty_alarm_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.duty_alarm
    ADD CONSTRAINT duty_alarm_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT escalation_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.escalation_event
    ADD CONSTRAINT escalation_event_resident_id_fkey FOREIGN KEY (resident_id) REFERENCES public.resident(id);

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT escalation_judged_by_fkey FOREIGN KEY (judged_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT escalation_offered_to_fkey FOREIGN KEY (offered_to) REFERENCES public.staff(id);

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT escalation_owner_fkey FOREIGN KEY (owner) REFERENCES public.staff(id);

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT escalation_placement_id_fkey FOREIGN KEY (placement_id) REFERENCES public.placement(id);

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT escalation_resident_id_fkey FOREIGN KEY (resident_id) REFERENCES public.resident(id);

ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT follow_up_assignee_fkey FOREIGN KEY (assignee) REFERENCES public.staff(id);

ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT follow_up_done_by_fkey FOREIGN KEY (done_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.follow_up_event
    ADD CONSTRAINT follow_up_event_assignee_fkey FOREIGN KEY (assignee) REFERENCES public.staff(id);

ALTER TABLE ONLY public.follow_up_event
    ADD CONSTRAINT follow_up_event_gatekeeper_id_fkey FOREIGN KEY (gatekeeper_id) REFERENCES public.resource(id);

ALTER TABLE ONLY public.follow_up_event
    ADD CONSTRAINT follow_up_event_resident_id_fkey FOREIGN KEY (resident_id) REFERENCES public.resident(id);

ALTER TABLE ONLY public.follow_up_event
    ADD CONSTRAINT follow_up_event_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT follow_up_gatekeeper_id_fkey FOREIGN KEY (gatekeeper_id) REFERENCES public.resource(id);

ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT follow_up_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT follow_up_resident_id_fkey FOREIGN KEY (resident_id) REFERENCES public.resident(id);

ALTER TABLE ONLY public.handover
    ADD CONSTRAINT handover_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.handover
    ADD CONSTRAINT handover_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.handover_note
    ADD CONSTRAINT handover_note_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.handover_note
    ADD CONSTRAINT handover_note_handover_id_fkey FOREIGN KEY (handover_id) REFERENCES public.handover(id);

ALTER TABLE ONLY public.handover_note
    ADD CONSTRAINT handover_note_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT inbox_resident_id_fkey FOREIGN KEY (resident_id) REFERENCES public.resident(id);

ALTER TABLE ONLY public.ladder
    ADD CONSTRAINT ladder_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.ladder
    ADD CONSTRAINT ladder_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.notice_hook
    ADD CONSTRAINT notice_hook_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.notice_method
    ADD CONSTRAINT notice_method_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.notice_method
    ADD CONSTRAINT notice_method_hook_id_fkey FOREIGN KEY (hook_id) REFERENCES public.notice_hook(id);

ALTER TABLE ONLY public.notice_method
    ADD CONSTRAINT notice_method_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.page
    ADD CONSTRAINT page_method_id_fkey FOREIGN KEY (method_id) REFERENCES public.notice_method(id);

ALTER TABLE ONLY public.page
    ADD CONSTRAINT page_resident_id_fkey FOREIGN KEY (resident_id) REFERENCES public.resident(id);

ALTER TABLE ONLY public.page
    ADD CONSTRAINT page_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.page
    ADD CONSTRAINT page_told_by_fkey FOREIGN KEY (told_by) REFERENCES public.page(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaign(id);

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_counts_as_fkey FOREIGN KEY (counts_as) REFERENCES public.placement(id);

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_repointed_by_fkey FOREIGN KEY (repointed_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.referral_event
    ADD CONSTRAINT referral_event_resident_id_fkey FOREIGN KEY (resident_id) REFERENCES public.resident(id);

ALTER TABLE ONLY public.referral_event
    ADD CONSTRAINT referral_event_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.referral
    ADD CONSTRAINT referral_resident_id_fkey FOREIGN KEY (resident_id) REFERENCES public.resident(id);

ALTER TABLE ONLY public.referral
    ADD CONSTRAINT referral_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES public.resource(id);

ALTER TABLE ONLY public.rehearsal
    ADD CONSTRAINT rehearsal_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.rehearsal
    ADD CONSTRAINT rehearsal_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.rehearsal
    ADD CONSTRAINT rehearsal_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.resident
    ADD CONSTRAINT resident_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.resident
    ADD CONSTRAINT resident_placement_id_fkey FOREIGN KEY (placement_id) REFERENCES public.placement(id);

ALTER TABLE ONLY public.resident
    ADD CONSTRAINT resident_rehearsal_fkey FOREIGN KEY (rehearsal) REFERENCES public.rehearsal(id);

ALTER TABLE ONLY public.resource
    ADD CONSTRAINT resource_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.resource
    ADD CONSTRAINT resource_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.rotation
    ADD CONSTRAINT rotation_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.rotation
    ADD CONSTRAINT rotation_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_covered_by_fkey FOREIGN KEY (covered_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.shift_offer
    ADD CONSTRAINT shift_offer_back_shift_id_fkey FOREIGN KEY (back_shift_id) REFERENCES public.shift(id);

ALTER TABLE ONLY public.shift_offer
    ADD CONSTRAINT shift_offer_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.shift_offer
    ADD CONSTRAINT shift_offer_from_staff_fkey FOREIGN KEY (from_staff) REFERENCES public.staff(id);

ALTER TABLE ONLY public.shift_offer
    ADD CONSTRAINT shift_offer_shift_id_fkey FOREIGN KEY (shift_id) REFERENCES public.shift(id);

ALTER TABLE ONLY public.shift_offer
    ADD CONSTRAINT shift_offer_to_staff_fkey FOREIGN KEY (to_staff) REFERENCES public.staff(id);

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_rotation_id_fkey FOREIGN KEY (rotation_id) REFERENCES public.rotation(id);

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.take_along
    ADD CONSTRAINT take_along_resident_id_fkey FOREIGN KEY (resident_id) REFERENCES public.resident(id);

ALTER TABLE ONLY public.target
    ADD CONSTRAINT target_center_id_fkey FOREIGN KEY (center_id) REFERENCES public.center(id);

ALTER TABLE ONLY public.target
    ADD CONSTRAINT target_set_by_fkey FOREIGN KEY (set_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_placement_id_fkey FOREIGN KEY (placement_id) REFERENCES public.placement(id);

GRANT USAGE ON SCHEMA public TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.address TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.attempt TO maumjigi_app;

GRANT SELECT,INSERT ON TABLE public.audit TO maumjigi_app;

GRANT SELECT,INSERT ON TABLE public.audit_default TO maumjigi_app;

GRANT SELECT,INSERT ON TABLE public.audit_link TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.call TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.campaign TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.center TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.consent TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.contact TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.conversation TO maumjigi_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.duty_alarm TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.escalation TO maumjigi_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.escalation_event TO maumjigi_app;

GRANT UPDATE(detail) ON TABLE public.escalation_event TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.follow_up TO maumjigi_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.follow_up_event TO maumjigi_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.handover TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.handover_note TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.inbox TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.invariant TO maumjigi_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.invariant_round TO maumjigi_app;

GRANT SELECT,INSERT ON TABLE public.ladder TO maumjigi_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.notice_hook TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.notice_method TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.page TO maumjigi_app;

GRANT SELECT ON TABLE public.pgmigrations TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.placement TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pulse TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.referral TO maumjigi_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.referral_event TO maumjigi_app;

GRANT SELECT,INSERT ON TABLE public.referral_past TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rehearsal TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.resident TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.resource TO maumjigi_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.rotation TO maumjigi_app;

GRANT SELECT,INSERT ON TABLE public.scan TO maumjigi_app;

GRANT SELECT,INSERT ON TABLE public.scan_default TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.screening TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.secret TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.session TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.shift TO maumjigi_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.shift_offer TO maumjigi_app;

GRANT SELECT,INSERT ON TABLE public.signoff TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.staff TO maumjigi_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.stray TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.take_along TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.target TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.timer TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.turn TO maumjigi_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.visit TO maumjigi_app;

GRANT SELECT,INSERT ON TABLE public.visit_past TO maumjigi_app;

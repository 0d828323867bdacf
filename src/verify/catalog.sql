-- Every object that a revision can make, as (kind, name, what it is part of, properties). Members of extensions and
-- the system's own schemas are left out. Privileges that nobody has granted are those that the owner has from the outset,
-- written down or not. Run with search_path = pg_catalog, so that every name is qualified.
WITH
member AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
space AS (
  SELECT n.oid, n.nspname AS name FROM pg_namespace n
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
),
relation AS (
  SELECT c.*, format('%I.%I', s.name, c.relname) AS name
  FROM pg_class c JOIN space s ON s.oid = c.relnamespace
  -- Of a composite type, it is the type that is a member.
  WHERE NOT EXISTS (SELECT FROM member m WHERE (m.classid = 'pg_class'::regclass AND m.objid = c.oid)
                    OR (m.classid = 'pg_type'::regclass AND m.objid = c.reltype))
),
type AS (
  SELECT t.*, format('%I.%I', s.name, t.typname) AS name
  FROM pg_type t JOIN space s ON s.oid = t.typnamespace
  WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_type'::regclass AND m.objid = t.oid)
)
SELECT 'schema', quote_ident(s.name), NULL::text, jsonb_build_object(
  'owner', n.nspowner::regrole::text,
  'privileges', nullif(n.nspacl::text, acldefault('n', n.nspowner)::text),
  'comment', obj_description(n.oid, 'pg_namespace'))::text
FROM space s JOIN pg_namespace n ON n.oid = s.oid
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_namespace'::regclass AND m.objid = s.oid)
UNION ALL
SELECT CASE r.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
    WHEN 'c' THEN 'composite type' ELSE 'table' END,
  r.name, NULL, jsonb_build_object(
  'persistence', r.relpersistence::text, 'options', r.reloptions,
  'tablespace', (SELECT spcname FROM pg_tablespace WHERE oid = r.reltablespace),
  'partition key', pg_get_partkeydef(r.oid), 'partition bound', pg_get_expr(r.relpartbound, r.oid),
  'inherits', (SELECT jsonb_agg(i.inhparent::regclass::text ORDER BY i.inhseqno)
               FROM pg_inherits i WHERE i.inhrelid = r.oid),
  'row security', r.relrowsecurity, 'row security forced', r.relforcerowsecurity,
  'replica identity', r.relreplident::text,
  'definition', CASE WHEN r.relkind IN ('v', 'm') THEN pg_get_viewdef(r.oid) END,
  'owner', r.relowner::regrole::text,
  'privileges', nullif(r.relacl::text, acldefault('r', r.relowner)::text),
  'comment', obj_description(r.oid, 'pg_class'))::text
FROM relation r WHERE r.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
UNION ALL
SELECT 'column', format('%s.%I', r.name, a.attname), r.name, jsonb_build_object(
  -- That of a composite type's counts: it is how its values are written.
  CASE r.relkind WHEN 'c' THEN 'place' ELSE 'position' END, row_number() OVER (PARTITION BY r.oid ORDER BY a.attnum),
  'type', format_type(a.atttypid, a.atttypmod), 'not null', a.attnotnull,
  'default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
  'identity', CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END,
  'generated', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END,
  'storage', a.attstorage::text, 'inherited', nullif(a.attinhcount, 0),
  'collation', CASE WHEN a.attcollation NOT IN (0, t.typcollation) THEN a.attcollation::regcollation::text END,
  'statistics', a.attstattarget,
  -- Debian's Postgres 15 puts a number of its own into every column's options.
  'options', (SELECT jsonb_agg(o) FROM unnest(a.attoptions) o WHERE o NOT LIKE 'pg\_attver=%'),
  'privileges', nullif(a.attacl::text, '{}'),
  'comment', col_description(r.oid, a.attnum))::text
FROM relation r
JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
WHERE r.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
UNION ALL
SELECT 'constraint', format('%I of %s', c.conname, coalesce(r.name, t.name)), coalesce(r.name, t.name),
  jsonb_build_object('definition', pg_get_constraintdef(c.oid), 'inherited', nullif(c.coninhcount, 0),
  'comment', obj_description(c.oid, 'pg_constraint'))::text
FROM pg_constraint c
LEFT JOIN relation r ON r.oid = c.conrelid LEFT JOIN type t ON t.oid = c.contypid
WHERE r.oid IS NOT NULL OR t.oid IS NOT NULL
UNION ALL
-- The index of a constraint comes and goes with it.
SELECT 'index', x.name, coalesce(
    (SELECT format('%I of %s', k.conname, r.name) FROM pg_constraint k
     WHERE k.conindid = x.oid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x') LIMIT 1), r.name),
  jsonb_build_object(
  'definition', pg_get_indexdef(i.indexrelid), 'valid', i.indisvalid AND i.indisready,
  'clustered', i.indisclustered, 'replica identity', i.indisreplident,
  'tablespace', (SELECT spcname FROM pg_tablespace WHERE oid = x.reltablespace),
  'comment', obj_description(x.oid, 'pg_class'))::text
FROM pg_index i JOIN relation x ON x.oid = i.indexrelid JOIN relation r ON r.oid = i.indrelid
UNION ALL
SELECT 'sequence', q.name, q.owner, (q.properties || jsonb_build_object('owned by', q.owner))::text FROM (
  SELECT r.name, (SELECT format('%s.%I', o.name, a.attname)
     FROM pg_depend d JOIN relation o ON o.oid = d.refobjid
     JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = d.refobjsubid
     WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype IN ('a', 'i')) AS owner,
    jsonb_build_object(
    'type', format_type(q.seqtypid, NULL), 'start', q.seqstart, 'increment', q.seqincrement,
    'minimum', q.seqmin, 'maximum', q.seqmax, 'cache', q.seqcache, 'cycle', q.seqcycle,
    'persistence', r.relpersistence::text, 'owner', r.relowner::regrole::text,
    'privileges', nullif(r.relacl::text, acldefault('s', r.relowner)::text),
    'comment', obj_description(r.oid, 'pg_class')) AS properties
  FROM pg_sequence q JOIN relation r ON r.oid = q.seqrelid) q
UNION ALL
SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE 'type' END,
  t.name, NULL, jsonb_build_object(
  'labels', (SELECT jsonb_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
  'base', CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod)
    WHEN 'r' THEN (SELECT format_type(g.rngsubtype, NULL) FROM pg_range g WHERE g.rngtypid = t.oid) END,
  'not null', t.typnotnull, 'default', t.typdefault,
  'collation', CASE WHEN t.typtype = 'd' THEN nullif(t.typcollation, 0)::regcollation::text END,
  'owner', t.typowner::regrole::text,
  'privileges', nullif(t.typacl::text, acldefault('T', t.typowner)::text),
  'comment', obj_description(t.oid, 'pg_type'))::text
FROM type t WHERE t.typtype IN ('e', 'd', 'r', 'b') AND t.typelem = 0
UNION ALL
SELECT 'function', format('%I.%I(%s)', s.name, p.proname, pg_get_function_identity_arguments(p.oid)), NULL,
  jsonb_build_object(
    'definition', CASE WHEN p.prokind IN ('f', 'p', 'w') THEN pg_get_functiondef(p.oid) ELSE p.prosrc END,
    'aggregate', (SELECT jsonb_strip_nulls(jsonb_build_object(
        'function', a.aggtransfn::text, 'state', format_type(a.aggtranstype, NULL), 'initial', a.agginitval,
        'final', nullif(a.aggfinalfn::oid, 0)::regproc::text, 'combine', nullif(a.aggcombinefn::oid, 0)::regproc::text,
        'moving', nullif(a.aggmtransfn::oid, 0)::regproc::text, 'sort', nullif(a.aggsortop, 0)::regoperator::text))
      FROM pg_aggregate a WHERE a.aggfnoid = p.oid),
    'owner', p.proowner::regrole::text,
    'privileges', nullif(p.proacl::text, acldefault('f', p.proowner)::text),
    'comment', obj_description(p.oid, 'pg_proc'))::text
FROM pg_proc p JOIN space s ON s.oid = p.pronamespace
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_proc'::regclass AND m.objid = p.oid)
UNION ALL
SELECT 'trigger', format('%I of %s', t.tgname, r.name), r.name, jsonb_build_object(
  'definition', pg_get_triggerdef(t.oid), 'enabled', t.tgenabled::text,
  'comment', obj_description(t.oid, 'pg_trigger'))::text
FROM pg_trigger t JOIN relation r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal
UNION ALL
SELECT 'rule', format('%I of %s', w.rulename, r.name), r.name,
  jsonb_build_object('definition', pg_get_ruledef(w.oid))::text
FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'
UNION ALL
SELECT 'policy', format('%I of %s', p.polname, r.name), r.name, jsonb_build_object(
  'command', p.polcmd::text, 'permissive', p.polpermissive, 'roles', p.polroles::regrole[]::text,
  'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))::text
FROM pg_policy p JOIN relation r ON r.oid = p.polrelid
UNION ALL
SELECT 'statistics', format('%I.%I', s.name, x.stxname), r.name, jsonb_build_object(
  'definition', pg_get_statisticsobjdef(x.oid), 'comment', obj_description(x.oid, 'pg_statistic_ext'))::text
FROM pg_statistic_ext x JOIN space s ON s.oid = x.stxnamespace JOIN relation r ON r.oid = x.stxrelid
UNION ALL
SELECT 'collation', format('%I.%I', s.name, c.collname), NULL, jsonb_build_object('locale', c.collcollate)::text
FROM pg_collation c JOIN space s ON s.oid = c.collnamespace
UNION ALL
SELECT 'default privileges', defaclrole::regrole::text || ' for ' || defaclobjtype::text, NULL,
  jsonb_build_object('schema ' || defaclnamespace::text, defaclacl::text)::text
FROM pg_default_acl
UNION ALL
SELECT 'event trigger', quote_ident(evtname), NULL, jsonb_build_object(
  'event', evtevent, 'function', evtfoid::regprocedure::text)::text
FROM pg_event_trigger t
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_event_trigger'::regclass AND m.objid = t.oid)
UNION ALL
SELECT 'publication', quote_ident(pubname), NULL, jsonb_build_object('all tables', puballtables)::text
FROM pg_publication
UNION ALL
SELECT 'cast', format('%s as %s', castsource::regtype, casttarget::regtype), NULL, jsonb_build_object(
  'context', castcontext::text, 'method', castmethod::text)::text
FROM pg_cast c
WHERE c.oid >= 16384
  AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_cast'::regclass AND m.objid = c.oid)
UNION ALL
SELECT 'operator', o.oid::regoperator::text, NULL, jsonb_build_object('function', o.oprcode::text)::text
FROM pg_operator o JOIN space s ON s.oid = o.oprnamespace
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_operator'::regclass AND m.objid = o.oid)
UNION ALL
SELECT 'operator class', format('%I.%I for %s', s.name, o.opcname, a.amname), NULL,
  jsonb_build_object('type', format_type(o.opcintype, NULL), 'default', o.opcdefault)::text
FROM pg_opclass o JOIN space s ON s.oid = o.opcnamespace JOIN pg_am a ON a.oid = o.opcmethod
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_opclass'::regclass AND m.objid = o.oid)
UNION ALL
SELECT 'text search configuration', format('%I.%I', s.name, c.cfgname), NULL, jsonb_build_object(
  'maps', (SELECT jsonb_agg(format('%s %s', t.maptokentype, t.mapdict::regdictionary) ORDER BY t.maptokentype, t.mapseqno)
           FROM pg_ts_config_map t WHERE t.mapcfg = c.oid))::text
FROM pg_ts_config c JOIN space s ON s.oid = c.cfgnamespace
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_ts_config'::regclass AND m.objid = c.oid)
UNION ALL
SELECT 'text search dictionary', format('%I.%I', s.name, d.dictname), NULL,
  jsonb_build_object('options', d.dictinitoption)::text
FROM pg_ts_dict d JOIN space s ON s.oid = d.dictnamespace
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_ts_dict'::regclass AND m.objid = d.oid)
UNION ALL
SELECT 'foreign data wrapper', quote_ident(w.fdwname), NULL, jsonb_build_object(
  'privileges', nullif(w.fdwacl::text, acldefault('F', w.fdwowner)::text))::text
FROM pg_foreign_data_wrapper w
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_foreign_data_wrapper'::regclass AND m.objid = w.oid)
UNION ALL
-- Without options, which may hold passwords.
SELECT 'foreign server', quote_ident(v.srvname), NULL, jsonb_build_object(
  'type', v.srvtype, 'version', v.srvversion,
  'privileges', nullif(v.srvacl::text, acldefault('S', v.srvowner)::text))::text
FROM pg_foreign_server v
UNION ALL
SELECT 'user mapping', format('%s of %I', coalesce(nullif(u.umuser, 0)::regrole::text, 'public'), v.srvname),
  quote_ident(v.srvname), '{}'
FROM pg_user_mapping u JOIN pg_foreign_server v ON v.oid = u.umserver
UNION ALL
SELECT 'large object', oid::text, NULL, '{}' FROM pg_largeobject_metadata
UNION ALL
SELECT 'extension', quote_ident(e.extname), NULL, jsonb_build_object(
  'schema', e.extnamespace::regnamespace::text, 'version', e.extversion)::text
FROM pg_extension e
UNION ALL
SELECT 'settings', 'of the database for ' || coalesce(nullif(s.setrole, 0)::regrole::text, 'everybody'), NULL,
  jsonb_build_object('values', s.kept)::text
FROM (
  -- Without what scratch databases are given.
  SELECT *, (SELECT jsonb_agg(v) FROM unnest(setconfig) v WHERE v <> 'lock_timeout=30s') AS kept FROM pg_db_role_setting
) s JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database() AND s.kept IS NOT NULL
UNION ALL
-- Where nobody else makes any.
SELECT 'role', quote_ident(r.rolname), NULL, jsonb_build_object(
  'superuser', r.rolsuper, 'inherit', r.rolinherit, 'create role', r.rolcreaterole, 'create database', r.rolcreatedb,
  'login', r.rolcanlogin, 'replication', r.rolreplication, 'bypass row security', r.rolbypassrls,
  'connections', r.rolconnlimit, 'settings', r.rolconfig,
  'member of', (SELECT jsonb_agg(g.rolname ORDER BY g.rolname) FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                WHERE m.member = r.oid),
  'comment', shobj_description(r.oid, 'pg_authid'))::text
FROM pg_roles r WHERE r.rolname !~ '^pg_' AND current_setting('rectify.throw_away', true) = 'yes'

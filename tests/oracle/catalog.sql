-- Every object that a revision can make, as (name, properties). Members of
-- extensions and the system's own schemas are left out. Run with
-- search_path = pg_catalog, so that every name of a user's object is qualified.
WITH
member AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
space AS (
  SELECT n.oid, n.nspname AS name FROM pg_namespace n
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
),
relation AS (
  SELECT c.*, format('%I.%I', s.name, c.relname) AS name
  FROM pg_class c JOIN space s ON s.oid = c.relnamespace
  WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid)
),
type AS (
  SELECT t.*, format('%I.%I', s.name, t.typname) AS name
  FROM pg_type t JOIN space s ON s.oid = t.typnamespace
  WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_type'::regclass AND m.objid = t.oid)
)
SELECT 'schema ' || quote_ident(s.name), jsonb_build_object(
  'owner', pg_get_userbyid(n.nspowner), 'privileges', n.nspacl::text,
  'comment', obj_description(n.oid, 'pg_namespace'))
FROM space s JOIN pg_namespace n ON n.oid = s.oid
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_namespace'::regclass AND m.objid = s.oid)
UNION ALL
SELECT 'table ' || r.name, jsonb_build_object(
  'kind', CASE r.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
    WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'composite type' END,
  'persistence', r.relpersistence::text, 'options', r.reloptions,
  'access method', (SELECT amname FROM pg_am WHERE oid = r.relam),
  'tablespace', (SELECT spcname FROM pg_tablespace WHERE oid = r.reltablespace),
  'partition key', pg_get_partkeydef(r.oid), 'partition bound', pg_get_expr(r.relpartbound, r.oid),
  'inherits', (SELECT jsonb_agg(i.inhparent::regclass::text ORDER BY i.inhseqno)
               FROM pg_inherits i WHERE i.inhrelid = r.oid),
  'row security', r.relrowsecurity, 'row security forced', r.relforcerowsecurity,
  'replica identity', r.relreplident::text,
  'definition', CASE WHEN r.relkind IN ('v', 'm') THEN pg_get_viewdef(r.oid) END,
  'owner', pg_get_userbyid(r.relowner), 'privileges', r.relacl::text,
  'comment', obj_description(r.oid, 'pg_class'))
FROM relation r WHERE r.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
UNION ALL
SELECT format('column %s.%I', r.name, a.attname), jsonb_build_object(
  'position', row_number() OVER (PARTITION BY r.oid ORDER BY a.attnum),
  'type', format_type(a.atttypid, a.atttypmod), 'not null', a.attnotnull,
  'default', pg_get_expr(d.adbin, d.adrelid), 'identity', a.attidentity::text,
  'generated', a.attgenerated::text, 'storage', a.attstorage::text,
  'compression', a.attcompression::text, 'inherited', a.attinhcount, 'local', a.attislocal,
  'collation', CASE WHEN a.attcollation NOT IN (0, t.typcollation) THEN a.attcollation::regcollation::text END,
  'statistics', a.attstattarget,
  -- Debian's Postgres 15 puts a number of its own into every column's options.
  'options', (SELECT jsonb_agg(o) FROM unnest(a.attoptions) o WHERE o NOT LIKE 'pg\_attver=%'),
  'privileges', a.attacl::text, 'comment', col_description(r.oid, a.attnum))
FROM relation r
JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
WHERE r.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
UNION ALL
SELECT format('constraint %I on %s', c.conname, coalesce(r.name, t.name)), jsonb_build_object(
  'definition', pg_get_constraintdef(c.oid), 'local', c.conislocal, 'inherited', c.coninhcount,
  'comment', obj_description(c.oid, 'pg_constraint'))
FROM pg_constraint c
LEFT JOIN relation r ON r.oid = c.conrelid LEFT JOIN type t ON t.oid = c.contypid
WHERE r.oid IS NOT NULL OR t.oid IS NOT NULL
UNION ALL
SELECT 'index ' || x.name, jsonb_build_object(
  'definition', pg_get_indexdef(i.indexrelid), 'valid', i.indisvalid AND i.indisready,
  'clustered', i.indisclustered, 'replica identity', i.indisreplident,
  'tablespace', (SELECT spcname FROM pg_tablespace WHERE oid = x.reltablespace),
  'of a constraint', (SELECT min(conname::text) FROM pg_constraint
                      WHERE conindid = x.oid AND contype IN ('p', 'u', 'x')),
  'comment', obj_description(x.oid, 'pg_class'))
FROM pg_index i JOIN relation x ON x.oid = i.indexrelid
UNION ALL
SELECT 'sequence ' || r.name, jsonb_build_object(
  'type', format_type(q.seqtypid, NULL), 'start', q.seqstart, 'increment', q.seqincrement,
  'minimum', q.seqmin, 'maximum', q.seqmax, 'cache', q.seqcache, 'cycle', q.seqcycle,
  'persistence', r.relpersistence::text, 'privileges', r.relacl::text,
  'owned by', (SELECT format('%s %s.%I', d.deptype, o.name, a.attname)
               FROM pg_depend d JOIN relation o ON o.oid = d.refobjid
               JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = d.refobjsubid
               WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype IN ('a', 'i')),
  'comment', obj_description(r.oid, 'pg_class'))
FROM pg_sequence q JOIN relation r ON r.oid = q.seqrelid
UNION ALL
SELECT 'type ' || t.name, jsonb_build_object(
  'kind', t.typtype::text,
  'labels', (SELECT jsonb_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
  'base', CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod)
    WHEN 'r' THEN (SELECT format_type(g.rngsubtype, NULL) FROM pg_range g WHERE g.rngtypid = t.oid) END,
  'not null', t.typnotnull, 'default', t.typdefault,
  'collation', nullif(t.typcollation, 0)::regcollation::text,
  'owner', pg_get_userbyid(t.typowner), 'privileges', t.typacl::text,
  'comment', obj_description(t.oid, 'pg_type'))
FROM type t WHERE t.typtype IN ('e', 'd', 'r', 'b') AND t.typelem = 0
UNION ALL
SELECT format('function %I.%I(%s)', s.name, p.proname, pg_get_function_identity_arguments(p.oid)),
  jsonb_build_object(
    'definition', CASE WHEN p.prokind IN ('f', 'p', 'w') THEN pg_get_functiondef(p.oid) ELSE p.prosrc END,
    'privileges', p.proacl::text, 'comment', obj_description(p.oid, 'pg_proc'))
FROM pg_proc p JOIN space s ON s.oid = p.pronamespace
WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_proc'::regclass AND m.objid = p.oid)
UNION ALL
SELECT format('trigger %I on %s', t.tgname, r.name), jsonb_build_object(
  'definition', pg_get_triggerdef(t.oid), 'enabled', t.tgenabled::text,
  'comment', obj_description(t.oid, 'pg_trigger'))
FROM pg_trigger t JOIN relation r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal
UNION ALL
SELECT format('rule %I on %s', w.rulename, r.name), jsonb_build_object('definition', pg_get_ruledef(w.oid))
FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'
UNION ALL
SELECT format('policy %I on %s', p.polname, r.name), jsonb_build_object(
  'command', p.polcmd::text, 'permissive', p.polpermissive, 'roles', p.polroles::regrole[]::text,
  'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_policy p JOIN relation r ON r.oid = p.polrelid
UNION ALL
SELECT format('statistics %I.%I', s.name, x.stxname), jsonb_build_object(
  'definition', pg_get_statisticsobjdef(x.oid), 'comment', obj_description(x.oid, 'pg_statistic_ext'))
FROM pg_statistic_ext x JOIN space s ON s.oid = x.stxnamespace
UNION ALL
SELECT format('collation %I.%I', s.name, c.collname), jsonb_build_object('locale', c.collcollate)
FROM pg_collation c JOIN space s ON s.oid = c.collnamespace
UNION ALL
SELECT 'privileges by default of ' || defaclrole::regrole::text || ' for ' || defaclobjtype::text,
  jsonb_build_object('schema ' || defaclnamespace::text, defaclacl::text)
FROM pg_default_acl
UNION ALL
SELECT 'event trigger ' || quote_ident(evtname), jsonb_build_object(
  'event', evtevent, 'function', evtfoid::regprocedure::text)
FROM pg_event_trigger
UNION ALL
SELECT 'publication ' || quote_ident(pubname), jsonb_build_object('all tables', puballtables)
FROM pg_publication
UNION ALL
SELECT format('cast from %s to %s', castsource::regtype, casttarget::regtype), jsonb_build_object(
  'context', castcontext::text, 'method', castmethod::text)
FROM pg_cast c
WHERE c.oid >= 16384
  AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_cast'::regclass AND m.objid = c.oid)
UNION ALL
SELECT 'extension ' || quote_ident(e.extname), jsonb_build_object(
  'schema', e.extnamespace::regnamespace::text, 'version', e.extversion)
FROM pg_extension e
UNION ALL
SELECT 'settings of the database', jsonb_build_object('role ' || coalesce(s.setrole::regrole::text, '-'), s.setconfig)
FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database()

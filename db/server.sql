-- What whoever administers the PostgreSQL server runs once, before the first register is made:
--     psql --file db/server.sql postgres
-- Running it again changes nothing. It makes no database and no login; the recipe is at the end.

-- One group for each role of the register (app/domain/permissions.py). A login inherits what its groups may do;
-- what that is, «cabina server prepare» writes as GRANTs and row policies on every table.
DO $roles$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY[
        'cabina_presidente', 'cabina_segretario', 'cabina_componente', 'cabina_lettore', 'cabina_amministratore'
    ] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
    END LOOP;
END
$roles$;

-- Then, for each register (names and passwords are yours):
--
--     CREATE ROLE cabina_owner LOGIN PASSWORD '…';
--     CREATE DATABASE cabina OWNER cabina_owner ENCODING 'UTF8' TEMPLATE template0;
--     REVOKE CONNECT ON DATABASE cabina FROM PUBLIC;
--     GRANT CONNECT ON DATABASE cabina TO cabina_presidente, cabina_segretario, cabina_componente, cabina_lettore,
--         cabina_amministratore;
--
-- as the owner, the tables and their permissions:
--
--     cabina --register postgresql://cabina_owner@host/cabina server prepare
--
-- and for each person, a login in the groups of its roles, known to the register as well:
--
--     CREATE ROLE sara LOGIN PASSWORD '…' IN ROLE cabina_segretario;
--     cabina --register postgresql://cabina_owner@host/cabina server add --login sara --role segretario --person M16

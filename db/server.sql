-- What the person who runs the PostgreSQL server executes once, as a superuser, with psql:
--
--     psql -v database=cabina -v owner=cabina_owner -f server.sql
--
-- It makes the register's owner, its database and the five group roles. Afterwards the owner runs
--
--     cabina server prepare --register postgresql://cabina_owner@SERVER/cabina
--
-- which makes the tables and gives each group its permissions; running either again changes nothing.
-- PostgreSQL 13 or newer. One register per server: the group roles are the whole server's.

\if :{?database} \else \set database cabina \endif
\if :{?owner} \else \set owner cabina_owner \endif

-- 1. The five roles of a register (DOMAIN §5.7). Nobody logs in as one of these: people are members of them.
SELECT format('CREATE ROLE %I NOLOGIN', name)
  FROM unnest(ARRAY['cabina_presidente', 'cabina_segretario', 'cabina_componente', 'cabina_lettore',
                    'cabina_amministratore']) AS name
 WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = name)
\gexec

-- 2. The owner of the register: makes and migrates the tables, and lets people into the groups.
SELECT format('CREATE ROLE %I LOGIN', :'owner')
 WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = :'owner')
\gexec
GRANT cabina_presidente, cabina_segretario, cabina_componente, cabina_lettore, cabina_amministratore
   TO :"owner" WITH ADMIN OPTION;

-- 3. The database: UTF-8, so that every name can be written.
SELECT format('CREATE DATABASE %I OWNER %I TEMPLATE template0 ENCODING ''UTF8''', :'database', :'owner')
 WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = :'database')
\gexec
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database"
   TO cabina_presidente, cabina_segretario, cabina_componente, cabina_lettore, cabina_amministratore;

\connect :"database"
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO :"owner";

-- 4. A login for each person, with a password or whatever the server authenticates with (LDAP, certificates):
--
--     CREATE ROLE "maria.rossi" LOGIN PASSWORD '…';
--
--    Then, in the program, who administers the register adds the user with the same name and gives the roles:
--    the program itself makes the login a member of the right groups, and takes it out when the user is closed.
--    In pg_hba.conf allow these logins over TLS only (hostssl … scram-sha-256).

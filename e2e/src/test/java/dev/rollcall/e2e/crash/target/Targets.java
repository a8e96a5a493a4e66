package dev.rollcall.e2e.crash.target;

import dev.rollcall.e2e.crash.core.Downstream.Account;
import dev.rollcall.e2e.crash.core.Downstream.App;
import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import dev.rollcall.schemas.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The downstream apps of a run.
public final class Targets implements AutoCloseable {
  /// Planted: nobody must ever see them again.
  public static final String TOKEN = "planted-target-token-7mW4";

  public static final String SIGNING_SECRET = "whsec_cGxhbnRlZC1zaWduaW5nLXNlY3JldC1vZi1jcmFzaA==";

  /// How long a call to a target may take.
  static final int TIMEOUT_MILLIS = 2_000;

  private final Sightings sightings = new Sightings();
  private final Map<String, App> apps = new LinkedHashMap<>();
  private final List<Target> running = new ArrayList<>();
  private final List<ScimTarget> directories = new ArrayList<>();
  private final List<SqlTarget> databases = new ArrayList<>();
  private final List<LdapTarget> trees = new ArrayList<>();
  private final List<JsonObject> entries = new ArrayList<>();
  private final ServerSocket trap;
  private final long seed;

  public Targets(long seed) {
    this.seed = seed;
    try {
      this.trap = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::spring);
  }

  /// A SCIM app of a tenant.
  public void scim(String id, String tenant) {
    var directory = new ScimTarget(id, sightings);
    directories.add(directory);
    add(id, new App(tenant, false, false), directory);
  }

  /// A webhook of a tenant.
  public void webhook(String id, String tenant) {
    add(id, new App(tenant, true, false), new HookTarget(id, sightings));
  }

  /// Tables of a tenant, in a database of the run.
  ///
  /// @param url of the database, as a target has it
  public void sql(String id, String tenant, String url) {
    databases.add(new SqlTarget(id));
    apps.put(id, new App(tenant, false, false));
    entries.add(SqlTarget.entry(entry(id, tenant, "sql", url)));
  }

  /// An LDAP directory of a tenant.
  public void ldap(String id, String tenant) {
    var tree = new LdapTarget(id, sightings, seed + id.hashCode());
    trees.add(tree);
    apps.put(id, new App(tenant, false, false));
    entries.add(LdapTarget.entry(entry(id, tenant, "ldap", tree.url())));
  }

  /// A SCIM app that never answers.
  public void hanging(String id, String tenant) {
    add(id, new App(tenant, false, true), new ScimTarget(id, sightings)).hang();
  }

  /// A target on an address that must not be dialled.
  public void forbidden(String id, String tenant) {
    entries.add(
        entry(id, tenant, "scim", "https://127.0.0.1:" + trap.getLocalPort() + "/scim")
            .put("token", TOKEN)
            .build());
    apps.put(id, new App(tenant, false, true));
  }

  /// Entries for the connector's file.
  public List<JsonObject> entries() {
    return List.copyOf(entries);
  }

  public Map<String, App> apps() {
    return Map.copyOf(apps);
  }

  public Sightings sightings() {
    return sightings;
  }

  /// What all of them hold that hold accounts.
  ///
  /// @param session of the database of the run
  public List<Account> accounts(Connection session) throws SQLException {
    var accounts = new ArrayList<Account>();
    directories.forEach(it -> accounts.addAll(it.accounts()));
    trees.forEach(it -> accounts.addAll(it.accounts()));
    for (SqlTarget database : databases) {
      accounts.addAll(database.accounts(session));
    }
    return accounts;
  }

  /// The calls that came by HTTP and LDAP, and what tables were told.
  ///
  /// @param session of the database of the run
  public List<Arrival> arrivals(Connection session) throws SQLException {
    var arrivals = new ArrayList<>(sightings.arrivals());
    for (SqlTarget database : databases) {
      arrivals.addAll(database.arrivals(session));
    }
    return arrivals;
  }

  /// From now on every call is treated as it should be, except by those that hang.
  public void beGood() {
    running.forEach(Target::beGood);
    trees.forEach(LdapTarget::beGood);
  }

  @Override
  public void close() {
    running.forEach(Target::close);
    trees.forEach(LdapTarget::close);
    try {
      trap.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Target add(String id, App app, Target.App behaviour) {
    var target = new Target(id, behaviour, sightings, seed + id.hashCode());
    running.add(target);
    apps.put(id, app);
    var entry =
        entry(id, app.tenant(), app.webhook() ? "webhook" : "scim", target.url())
            .put("allowPrivateAddress", true);
    entries.add(
        app.webhook()
            ? entry.put("secret", SIGNING_SECRET).build()
            : entry.put("token", TOKEN).build());
    return target;
  }

  private static JsonObject.Builder entry(String id, String tenant, String kind, String url) {
    return JsonObject.builder()
        .put("id", id)
        .put("tenant", tenant)
        .put("kind", kind)
        .put("url", url)
        .put("timeoutMillis", TIMEOUT_MILLIS);
  }

  private void spring() {
    while (!trap.isClosed()) {
      try (var _ = trap.accept()) {
        sightings.forbidden();
      } catch (IOException _) {
        // Closed: the loop's condition tells.
      }
    }
  }
}

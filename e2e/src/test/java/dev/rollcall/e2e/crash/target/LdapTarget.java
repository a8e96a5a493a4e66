package dev.rollcall.e2e.crash.target;

import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;
import dev.rollcall.e2e.crash.core.Downstream.Account;
import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.testkit.ldap.LdapInBetween;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// An LDAP directory in memory that treats operations by its mood. It notes every state that a
/// person is brought into. Groups keep the names of whoever is gone: to take them out is left to
/// who deletes, as in a server without a module for it.
public final class LdapTarget implements AutoCloseable {
  /// Planted: nobody must ever see it again.
  public static final String PASSWORD = "planted-ldap-password-8cV2";

  static final String SUFFIX = "dc=example,dc=com";
  static final String BIND_DN = "cn=rollcall," + SUFFIX;
  static final String PEOPLE = "ou=people," + SUFFIX;
  static final String GROUPS = "ou=groups," + SUFFIX;

  /// Keeps a group from being empty, which its object class forbids.
  static final String NOBODY = "cn=nobody";

  private static final String DISABLED_BY = "employeeType";
  private static final String DISABLED = "off";

  private final String id;
  private final Sightings sightings;
  private final Moods moods;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final InMemoryRequestHandler directory;
  private final LDAPListener listener;

  LdapTarget(String id, Sightings sightings, long seed) {
    this.id = id;
    this.sightings = sightings;
    this.moods = new Moods(seed);
    try {
      var config = new InMemoryDirectoryServerConfig(SUFFIX);
      config.addAdditionalBindCredentials(BIND_DN, PASSWORD);
      directory = new InMemoryRequestHandler(config);
      add(SUFFIX, "objectClass: domain", "dc: example");
      add(PEOPLE, "objectClass: organizationalUnit", "ou: people");
      add(GROUPS, "objectClass: organizationalUnit", "ou: groups");
      var listening =
          new LDAPListenerConfig(0, new LdapInBetween(directory, new LdapConversation(this)));
      listening.setListenAddress(InetAddress.getLoopbackAddress());
      listener = new LDAPListener(listening);
      listener.startListening();
    } catch (LDAPException | LDIFException e) {
      throw new IllegalStateException("The directory in memory could not be made", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getListenPort();
  }

  String url() {
    return "ldap://127.0.0.1:" + port();
  }

  /// Adds to an entry of the connector's file where the directory is laid out how.
  static JsonObject entry(JsonObject.Builder entry) {
    return entry
        .put("allowPrivateAddress", true)
        .put("startTls", false)
        .put("bindDn", BIND_DN)
        .put("password", PASSWORD)
        .put("users", JsonObject.builder().put("base", PEOPLE).build())
        .put("groups", JsonObject.builder().put("base", GROUPS).put("emptyMember", NOBODY).build())
        .put(
            "disable",
            JsonObject.builder().put("attribute", DISABLED_BY).put("value", DISABLED).build())
        .build();
  }

  /// From now on every operation is treated as it should be.
  void beGood() {
    moods.beGood();
  }

  Moods moods() {
    return moods;
  }

  /// Waits for so long, or until the target is closed.
  void pause(long millis) {
    try {
      var _ = closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Notes what an entry is like now, where it is a person's.
  ///
  /// @param at when the call came
  void note(String dn, Instant at) {
    try {
      Entry entry = directory.getEntry(dn);
      if (entry != null && DN.isDescendantOf(dn, PEOPLE, false)) {
        Account now = person(entry);
        sightings.note(new Arrival(id, at, now.externalId(), now.title(), now.active(), 0));
      }
    } catch (LDAPException e) {
      throw new IllegalStateException("A name that was taken is none", e);
    }
  }

  /// What it holds.
  List<Account> accounts() {
    try {
      var accounts = new ArrayList<Account>();
      for (Entry entry : below(PEOPLE)) {
        accounts.add(person(entry));
      }
      for (Entry entry : below(GROUPS)) {
        accounts.add(group(entry));
      }
      return accounts;
    } catch (LDAPException e) {
      throw new IllegalStateException("The directory in memory cannot be read", e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    listener.shutDown(true);
  }

  private void add(String dn, String... lines) throws LDAPException, LDIFException {
    var all = new ArrayList<>(List.of("dn: " + dn));
    all.addAll(List.of(lines));
    directory.addEntry(new Entry(all.toArray(String[]::new)), false);
  }

  private List<? extends Entry> below(String base) throws LDAPException {
    return directory.search(base, SearchScope.ONE, Filter.createPresenceFilter("objectClass"));
  }

  private Account person(Entry entry) throws LDAPException {
    return new Account(
        id,
        normalized(entry.getDN()),
        "User",
        value(entry, "employeeNumber"),
        value(entry, "uid"),
        value(entry, "title"),
        !entry.hasAttributeValue(DISABLED_BY, DISABLED),
        Set.of());
  }

  private Account group(Entry entry) throws LDAPException {
    var members = new TreeSet<String>();
    String[] names = entry.getAttributeValues("member");
    for (String name : names == null ? new String[0] : names) {
      if (!name.equals(NOBODY)) {
        members.add(normalized(name));
      }
    }
    return new Account(
        id,
        normalized(entry.getDN()),
        "Group",
        value(entry, "businessCategory"),
        value(entry, "cn"),
        "",
        true,
        members);
  }

  private static String normalized(String dn) throws LDAPException {
    return new DN(dn).toNormalizedString();
  }

  private static String value(Entry entry, String attribute) {
    return Objects.requireNonNullElse(entry.getAttributeValue(attribute), "");
  }
}

package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldif.LDIFException;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A directory as a test sees it from the other side.
public interface DirectoryUnderTest extends AutoCloseable {
  String SUFFIX = "dc=example,dc=com";
  String BIND_DN = "cn=rollcall,dc=example,dc=com";
  String PASSWORD = "the-password";
  String PEOPLE = "ou=people,dc=example,dc=com";
  String GROUPS = "ou=groups,dc=example,dc=com";
  int PAGE = 100;

  /// Adds what is there before any test.
  default void plant() {
    add(SUFFIX, List.of("objectClass: domain", "dc: example"));
    plantBases();
  }

  /// Adds what users and groups are looked for below.
  default void plantBases() {
    add(PEOPLE, List.of("objectClass: organizationalUnit", "ou: people"));
    add(GROUPS, List.of("objectClass: organizationalUnit", "ou: groups"));
  }

  int port();

  Moods moods();

  @Override
  void close();

  /// What an entry of the targets file says of a standard directory on this machine.
  static JsonObject entry(int port) {
    return JsonObject.builder()
        .put("url", "ldap://127.0.0.1:" + port)
        .put("startTls", false)
        .put("allowPrivateAddress", true)
        .put("bindDn", BIND_DN)
        .put("password", PASSWORD)
        .put("users", JsonObject.builder().put("base", PEOPLE).build())
        .put("groups", JsonObject.builder().put("base", GROUPS).build())
        .put(
            "disable",
            JsonObject.builder().put("attribute", "employeeType").put("value", "off").build())
        .build();
  }

  /// All entries below a base, page by page: a server shows only so many at once.
  default List<SearchResultEntry> below(String base) {
    return with(connection -> {
      var all = new ArrayList<SearchResultEntry>();
      @Nullable SimplePagedResultsControl page = new SimplePagedResultsControl(PAGE);
      while (page != null) {
        var request = new SearchRequest(base, SearchScope.ONE, "(objectClass=*)", "*", "+");
        request.addControl(page);
        SearchResult result = connection.search(request);
        all.addAll(Objects.requireNonNull(result.getSearchEntries()));
        SimplePagedResultsControl answer = SimplePagedResultsControl.get(result);
        page =
            answer != null && answer.moreResultsToReturn()
                ? new SimplePagedResultsControl(PAGE, answer.getCookie())
                : null;
      }
      return all;
    });
  }

  /// The entry of a user.
  default @Nullable Entry user(String rdn, String name) {
    return below(PEOPLE).stream()
        .filter(entry -> name.equals(entry.getAttributeValue(rdn)))
        .findFirst()
        .orElse(null);
  }

  /// The names of a group's members.
  default List<String> members(String rdn, String group) {
    return below(GROUPS).stream()
        .filter(entry -> group.equals(entry.getAttributeValue("cn")))
        .flatMap(entry -> {
          String[] values = entry.getAttributeValues("member");
          return values == null ? Stream.of() : Stream.of(values);
        })
        .filter(dn -> dn.endsWith(PEOPLE))
        .map(dn -> dn.substring(rdn.length() + 1, dn.indexOf(',')))
        .sorted()
        .toList();
  }

  default void add(String dn, List<String> lines) {
    var all = new ArrayList<>(List.of("dn: " + dn));
    all.addAll(lines);
    with(connection -> connection.add(all.toArray(String[]::new)));
  }

  default void delete(String dn) {
    with(connection -> connection.delete(dn));
  }

  /// What is done on a connection.
  interface Use<R> {
    R on(LDAPConnection connection) throws LDAPException, LDIFException;
  }

  default <R> R with(Use<R> use) {
    try (var connection = new LDAPConnection("127.0.0.1", port(), BIND_DN, PASSWORD)) {
      return use.on(connection);
    } catch (LDAPException | LDIFException e) {
      throw new IllegalStateException("The directory does not do what the test asks", e);
    }
  }
}

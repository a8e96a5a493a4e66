package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.sdk.Entry;
import dev.rollcall.connector.target.ReadableContract;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The contract at a directory of inetOrgPerson.
interface LdapContract extends ReadableContract {

  DirectoryUnderTest directory();

  @Override
  default TargetKind<?> kind() {
    return new LdapKind();
  }

  @Override
  default JsonObject entry() {
    return plainly(directory().port());
  }

  @Override
  default JsonObject plainly(int port) {
    return securely(port).toBuilder()
        .put("url", "ldap://127.0.0.1:" + port)
        .put("startTls", false)
        .put("allowPrivateAddress", true)
        .build();
  }

  @Override
  default JsonObject securely(int port) {
    return JsonObject.builder()
        .put("url", "ldaps://127.0.0.1:" + port)
        .put("bindDn", DirectoryUnderTest.BIND_DN)
        .put("password", DirectoryUnderTest.PASSWORD)
        .put("users", JsonObject.builder().put("base", DirectoryUnderTest.PEOPLE).build())
        .put("groups", JsonObject.builder().put("base", DirectoryUnderTest.GROUPS).build())
        .put(
            "disable",
            JsonObject.builder().put("attribute", "employeeType").put("value", "off").build())
        .build();
  }

  @Override
  default void busy() {
    directory().moods().busy();
  }

  @Override
  default Optional<String> asksForPause(Duration pause) {
    return Optional.of("The result code busy (51) says nothing of a time (RFC 4511 appendix A.2)");
  }

  @Override
  default void losesAnswers() {
    directory().moods().losesAnswers();
  }

  @Override
  default void calm() {
    directory().moods().calm();
  }

  @Override
  default List<String> users() {
    return directory().below(DirectoryUnderTest.PEOPLE).stream()
        .map(entry -> Objects.requireNonNull(entry.getAttributeValue("uid")))
        .sorted()
        .toList();
  }

  @Override
  default boolean isActive(String userName) {
    Entry entry = directory().user("uid", userName);
    return entry != null && !entry.hasAttributeValue("employeeType", "off");
  }

  @Override
  default List<String> members(String displayName) {
    return directory().members("uid", displayName);
  }

  @Override
  default void putByHand(String userName, @Nullable String owner) {
    var lines =
        new ArrayList<>(
            List.of("objectClass: inetOrgPerson", "uid: " + userName, "cn: By Hand", "sn: Hand"));
    if (owner != null) {
      lines.add("employeeNumber: " + owner);
    }
    directory().add("uid=" + userName + "," + DirectoryUnderTest.PEOPLE, lines);
  }

  @Override
  default void removeByHand(String userName) {
    directory().delete("uid=" + userName + "," + DirectoryUnderTest.PEOPLE);
  }
}

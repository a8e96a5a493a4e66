package dev.rollcall.connector.target.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.target.Opened;
import dev.rollcall.connector.target.ReadableApp;
import dev.rollcall.connector.target.ReadableApp.Portion.Page;
import dev.rollcall.connector.target.ReadableApp.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Groups with more members than a directory shows at once.
class LdapRangesTest {
  private final LdapServer server = new LdapServer(false);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void members_are_read_range_by_range() {
    server.showsMembers(2);
    List<String> names =
        IntStream.range(0, 5)
            .mapToObj(index -> "uid=p" + index + "," + DirectoryUnderTest.PEOPLE)
            .toList();
    var lines = new ArrayList<>(List.of("objectClass: groupOfNames", "cn: Team"));
    names.forEach(name -> lines.add("member: " + name));
    server.add("cn=Team," + DirectoryUnderTest.GROUPS, lines);

    try (var target = Opened.of(new LdapKind(), DirectoryUnderTest.entry(server.port()))) {
      Reading<String> reading = ((ReadableApp) target.app()).members(teamId());
      assertThat(next(reading)).isEqualTo(new Page<>(names.subList(0, 2), false));
      assertThat(next(reading)).isEqualTo(new Page<>(names.subList(2, 4), false));
      assertThat(next(reading)).isEqualTo(new Page<>(names.subList(4, 5), true));
      reading.close();
    }
  }

  private static Object next(Reading<String> reading) {
    return Objects.requireNonNull(reading.next().block(Opened.TOTAL.multipliedBy(5)));
  }

  private String teamId() {
    return Objects.requireNonNull(
        server.below(DirectoryUnderTest.GROUPS).getFirst().getAttributeValue("entryUUID"));
  }
}

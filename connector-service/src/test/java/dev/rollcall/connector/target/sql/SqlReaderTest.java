package dev.rollcall.connector.target.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SqlReaderTest {
  private static final String GOOD =
      "'url':'postgres://db.example/app','user':'u','password':'top-secret',"
          + "'users':{'table':'app.people'},'groups':{'table':'teams'},"
          + "'memberships':{'table':'team_members'}";

  private final List<String> problems = new ArrayList<>();

  @Test
  void what_is_not_said_is_as_usual() {
    SqlEndpoint endpoint = read("{" + GOOD + "}");

    assertThat(problems).isEmpty();
    assertThat(endpoint.users())
        .isEqualTo(new Table("app.people", "external_id", "user_name", null));
    assertThat(endpoint.groups())
        .isEqualTo(new Table("teams", "external_id", "display_name", null));
    assertThat(endpoint.memberships())
        .isEqualTo(new Table.Memberships("team_members", "group_id", "member_id"));
    assertThat(endpoint.tls()).isTrue();
    assertThat(endpoint.toString() + endpoint.credentials()).doesNotContain("top-secret");
  }

  static Stream<String> rows() {
    return """
    postgres://db.example/app -> postgres://db.example -> 'url' must be like postgres://host:5432/database
    'user':'u', -> 'user':'u','tls':false, -> 'tls' must be true unless 'allowPrivateAddress' allows private addresses
    'app.people' -> 'a.b.c' -> 'users.table' must be the name of a table, with its schema or without
    'app.people' -> 'people; DROP TABLE x' -> 'users.table' must be the name of a table, with its schema or without
    'app.people' -> 'people','key':'a b' -> 'users.key' must be the name of a column
    'teams' -> 'teams','active':'on' -> 'groups.active' is not known
    'groups':{'table':'teams'}, -> NOTHING -> 'memberships' needs 'groups'
    """
        .lines();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_fault_is_said_by_name(String row) {
    String[] parts = row.split(" -> ", -1);

    read("{" + GOOD.replace(parts[0], parts[1].replace("NOTHING", "")) + "}");

    assertThat(problems).containsExactly(parts[2]);
  }

  @Test
  void an_identifier_stays_one_whatever_is_in_it() {
    assertThat(Table.quoted("app.people")).isEqualTo("\"app\".\"people\"");
    assertThat(Table.quoted("a\"; DROP TABLE x")).isEqualTo("\"a\"\"; DROP TABLE x\"");
  }

  @ParameterizedTest
  @CsvSource({
    "08006, UNREACHABLE",
    "28P01, UNAUTHORIZED",
    "3D000, UNAUTHORIZED",
    "23505, CONFLICT",
    "23503, REFUSED",
    "23502, REFUSED",
    "22P02, REFUSED",
    "42P01, REFUSED",
    "42501, REFUSED",
    "40P01, THROTTLED",
    "53300, THROTTLED",
    "53100, SERVER_ERROR",
    "57014, TIMEOUT",
    "57P01, SERVER_ERROR"
  })
  void a_state_means(String state, FailureKind kind) {
    assertThat(SqlFailures.kind(state)).isEqualTo(kind);
  }

  private SqlEndpoint read(String text) {
    var entry =
        new JsonCodec(JsonLimits.CLIENT)
            .readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return new SqlReader(new EntryReader(entry, problems::add)).read();
  }
}

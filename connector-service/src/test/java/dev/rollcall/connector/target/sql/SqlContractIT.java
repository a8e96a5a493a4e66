package dev.rollcall.connector.target.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Update;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.target.Opened;
import dev.rollcall.connector.target.ReadableApp;
import dev.rollcall.connector.target.ReadableApp.Portion;
import dev.rollcall.connector.target.RemoteAppContract;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The contract at real tables, where an inactive account is a row that says so, and where it is
/// none.
class SqlContractIT extends SqlContract {

  @Override
  JsonObject usersTable() {
    return JsonObject.builder().put("table", "app.people").put("active", "enabled").build();
  }

  @Nested
  class WithoutActiveColumn extends SqlContract {
    @Override
    JsonObject usersTable() {
      return JsonObject.builder().put("table", "app.people").build();
    }
  }

  @Test
  void values_get_the_types_of_their_columns_and_none_becomes_a_statement() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject shape =
          target.shape(ADA, Facts.person("Robert'); DROP TABLE app.people;--")).toBuilder()
              .put("seats", 4)
              .put("tags", JsonArray.ofStrings(List.of("a", "b")))
              .build();
      assertThat(target.perform(ADA, new Create(shape))).isInstanceOf(Created.class);
      assertThat(owners().texts("SELECT seats + array_length(tags, 1) FROM app.people"))
          .containsExactly("6");

      Answer less =
          target.perform(ADA, new Update(ADA.id().value(), null, shape, shape.without("seats")));
      assertThat(less).isInstanceOf(Done.class);
      assertThat(owners().texts("SELECT user_name FROM app.people WHERE seats IS NULL"))
          .containsExactly("Robert'); DROP TABLE app.people;--");
    }
  }

  @Test
  void what_is_missing_in_the_database_is_said_by_name_and_parks() {
    assertThat(creating(shape -> shape.toBuilder().put("shoe_size", 43).build()))
        .isEqualTo(
            Failure.of(
                FailureKind.REFUSED,
                "column \"shoe_size\" of relation \"people\" does not exist (42703)"));
    assertThat(creating(shape -> shape.toBuilder().put("Badge No", "7").build()).kind())
        .isEqualTo(FailureKind.UNMAPPABLE);
    owners().execute("ALTER TABLE app.people DROP CONSTRAINT people_external_id_key CASCADE");
    assertThat(creating(shape -> shape).text())
        .isEqualTo("The key's column needs a unique index (42P10)");
    owners().execute("DROP TABLE app.people CASCADE");
    assertThat(creating(shape -> shape))
        .isEqualTo(
            Failure.of(FailureKind.REFUSED, "relation \"app.people\" does not exist (42P01)"));
  }

  @Test
  void a_test_call_says_what_is_missing_in_the_database_and_writes_nothing() {
    putByHand("kim", "someone");
    assertThat(probed(entry())).hasValue(new Done(null));
    assertThat(users()).containsExactly("kim");

    JsonObject wrongColumn = usersTable().toBuilder().put("name", "login").build();
    assertThat(said(entry().with("users", wrongColumn)))
        .contains("login")
        .endsWith("does not exist (42703)");
    assertThat(said(entry().with("password", new JsonString("wrong")))).contains("28P01");
    String elsewhere = entry().text("url").orElseThrow() + "_elsewhere";
    assertThat(said(entry().with("url", new JsonString(elsewhere)))).contains("3D000");

    owners().execute("ALTER TABLE app.people DROP CONSTRAINT people_external_id_key CASCADE");
    assertThat(said(entry())).isEqualTo("The key's column needs a unique index (42P10)");
    owners().execute("DROP TABLE app.team_members");
    owners().execute("ALTER TABLE app.people ADD UNIQUE (external_id)");
    assertThat(said(entry())).isEqualTo("relation \"app.team_members\" does not exist (42P01)");
  }

  @Test
  void a_test_call_says_which_right_is_missing() {
    owners()
        .execute(
            """
            DROP ROLE IF EXISTS only_reads;
            CREATE ROLE only_reads LOGIN PASSWORD 'reads';
            GRANT USAGE ON SCHEMA app TO only_reads;
            GRANT SELECT ON ALL TABLES IN SCHEMA app TO only_reads;
            """);
    JsonObject reader =
        entry().toBuilder().put("user", "only_reads").put("password", "reads").build();

    assertThat(said(reader)).isEqualTo("permission denied for table people (42501)");
    owners().execute("DROP OWNED BY only_reads; DROP ROLE only_reads");
  }

  @Test
  void a_test_call_of_whoever_does_not_answer_ends_in_time() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(said(plainly(silent.getLocalPort()))).isEqualTo("No answer within the time limit");
    }
  }

  private Optional<Answer> probed(JsonObject entry) {
    try (var target = Opened.of(kind(), entry)) {
      return target.probe();
    }
  }

  private String said(JsonObject entry) {
    return RemoteAppContract.failure(probed(entry).orElseThrow()).text();
  }

  @Test
  void a_membership_of_nobody_is_none() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject shape = target.shape(TEAM, Facts.team("Team"));
      assertThat(target.perform(TEAM, new Create(shape))).isInstanceOf(Created.class);
      assertThat(target.perform(ADA, new Create(target.shape(ADA, Facts.person("ada")))))
          .isInstanceOf(Created.class);
      String team = TEAM.id().value();
      owners()
          .execute(
              "ALTER TABLE app.team_members DROP CONSTRAINT team_members_pkey;"
                  + "ALTER TABLE app.team_members ALTER member_id DROP NOT NULL;"
                  + "INSERT INTO app.team_members VALUES ('%s', NULL), ('%s', '%s')"
                      .formatted(team, team, ADA.id().value()));

      assertThat(((ReadableApp) target.app()).members(team).next().block(Opened.TOTAL))
          .isEqualTo(new Portion.Page<>(List.of(ADA.id().value()), true));
    }
  }

  @Test
  void connections_that_went_silent_are_replaced() {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject shape = target.shape(ADA, Facts.person("ada"));
      losesAnswers();
      for (int call = 0; call <= Opened.IN_FLIGHT_MAX; call++) {
        RemoteAppContract.failure(target.perform(ADA, new Create(shape)));
      }
      calm();

      Awaitility.await()
          .atMost(Opened.TOTAL.multipliedBy(5))
          .untilAsserted(
              () -> assertThat(target.perform(ADA, new Create(shape))).isInstanceOf(Created.class));
    }
  }

  @Test
  void wrong_credentials_are_trouble_of_the_target() {
    JsonObject wrong = entry().toBuilder().put("user", "nobody-knows").build();
    try (var target = Opened.of(kind(), wrong)) {
      Answer answer = target.perform(ADA, new Create(target.shape(ADA, Facts.person("ada"))));

      assertThat(RemoteAppContract.failure(answer).kind()).isEqualTo(FailureKind.UNAUTHORIZED);
    }
  }

  private Failure creating(UnaryOperator<JsonObject> change) {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject shape = change.apply(target.shape(ADA, Facts.person("ada")));
      return RemoteAppContract.failure(target.perform(ADA, new Create(shape)));
    }
  }
}

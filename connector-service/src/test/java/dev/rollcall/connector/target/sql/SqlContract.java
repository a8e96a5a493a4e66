package dev.rollcall.connector.target.sql;

import dev.rollcall.connector.target.ReadableContract;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// The contract at real tables.
abstract class SqlContract implements ReadableContract {
  private final OwnersDatabase owners = OwnersDatabase.fresh();
  private final LossyWire wire = new LossyWire(owners.database().host(), owners.database().port());

  @AfterEach
  void closeWire() {
    wire.close();
  }

  OwnersDatabase owners() {
    return owners;
  }

  /// What the entry says of the table of users.
  abstract JsonObject usersTable();

  @Override
  public TargetKind<?> kind() {
    return new SqlKind();
  }

  @Override
  public JsonObject entry() {
    return plainly(wire.port());
  }

  @Override
  public JsonObject plainly(int port) {
    return securely(port).toBuilder().put("tls", false).put("allowPrivateAddress", true).build();
  }

  @Override
  public JsonObject securely(int port) {
    return JsonObject.builder()
        .put("url", "postgres://127.0.0.1:" + port + "/" + owners.database().name())
        .put("user", owners.database().user())
        .put("password", owners.database().password())
        .put("users", usersTable())
        .put("groups", JsonObject.builder().put("table", "app.teams").build())
        .put("memberships", JsonObject.builder().put("table", "app.team_members").build())
        .build();
  }

  @Override
  public void busy() {
    owners.execute(
        """
        CREATE FUNCTION app.busy() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'sorry' USING ERRCODE = '53300'; END $$;
        CREATE TRIGGER busy BEFORE INSERT OR UPDATE ON app.people
        FOR EACH ROW EXECUTE FUNCTION app.busy();
        """);
  }

  @Override
  public Optional<String> asksForPause(Duration pause) {
    return Optional.of("No error of PostgreSQL's says for how long");
  }

  @Override
  public void losesAnswers() {
    wire.loseAfter("COMMIT");
  }

  @Override
  public void calm() {
    wire.loseAfter("");
    owners.execute("DROP FUNCTION IF EXISTS app.busy CASCADE");
  }

  @Override
  public List<String> users() {
    return owners.texts("SELECT user_name FROM app.people ORDER BY user_name");
  }

  @Override
  public boolean isActive(String userName) {
    return owners
        .texts("SELECT enabled FROM app.people WHERE user_name = '" + userName + "'")
        .equals(List.of("t"));
  }

  @Override
  public List<String> members(String displayName) {
    return owners.texts(
        "SELECT user_name FROM app.team_members JOIN app.teams ON group_id = teams.external_id"
            + " JOIN app.people ON member_id = people.external_id WHERE teams.display_name = '"
            + displayName
            + "' ORDER BY user_name");
  }

  @Override
  public void putByHand(String userName, @Nullable String owner) {
    owners.execute(
        "INSERT INTO app.people (user_name, external_id) VALUES ('"
            + userName
            + "', "
            + (owner == null ? "NULL" : "'" + owner + "'")
            + ")");
  }

  @Override
  public void removeByHand(String userName) {
    owners.execute("DELETE FROM app.people WHERE user_name = '" + userName + "'");
  }
}

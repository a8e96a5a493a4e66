package dev.rollcall.scim.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.fixture.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetDocumentTest {
  private static final String SEALED = "{'sealed':{'keyId':'k1','fingerprint':'f1','text':'a'}}";
  private static final JsonObject CRM = crm(SEALED);

  @Test
  void a_secret_that_is_not_named_is_kept() {
    JsonObject sent = json("{'kind':'scim','url':'https://crm','paused':true}");

    assertThat(ok(TargetDocument.replaced(CRM, sent)))
        .isEqualTo(CRM.with("paused", JsonBoolean.TRUE));
  }

  @Test
  void what_was_shown_can_be_sent_back() {
    assertThat(ok(TargetDocument.replaced(CRM, SecretMembers.shown(CRM)))).isEqualTo(CRM);
    assertThat(ok(TargetDocument.replaced(CRM, crm("{'keep':true}")))).isEqualTo(CRM);
  }

  @Test
  void the_same_secret_sealed_again_is_no_change() {
    String again = SEALED.replace("'a'", "'b'");
    assertThat(ok(TargetDocument.replaced(CRM, crm(again)))).isEqualTo(CRM);
    String another = again.replace("f1", "f2");
    assertThat(ok(TargetDocument.replaced(CRM, crm(another)))).isEqualTo(crm(another));
  }

  @Test
  void what_differs_is_named_secrets_too() {
    JsonObject sent = crm(SEALED.replace("f1", "f2")).with("paused", JsonBoolean.TRUE);
    JsonObject after = ok(TargetDocument.replaced(CRM, sent.with("url", new JsonString("x"))));

    assertThat(TargetDocument.difference(CRM, after)).containsExactly("paused", "token", "url");
    assertThat(TargetDocument.difference(CRM, CRM)).isEmpty();
    assertThat(TargetDocument.difference(null, CRM)).isEqualTo(CRM.members().keySet());
  }

  @Test
  void a_secret_of_another_kind_is_not_taken_along() {
    JsonObject hook = json("{'kind':'webhook','url':'https://crm','secret':" + SEALED + "}");
    assertThat(ok(TargetDocument.replaced(CRM, hook))).isEqualTo(hook);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'url':'https://elsewhere'}                   | Say 'token' again: with another 'url'
          {'allowPrivateAddress':true}                  | Say 'token' again: with another 'allowPrivateAddress'
          {'auth':{'type':'oauth'}}                     | Say 'token' again: with another 'auth'
          {'kind':'webhook','token':{'keep':true}}      | Say 'token' again: with another 'kind'
          """)
  void a_secret_that_is_kept_goes_to_no_other_address(String patch, String detail) {
    assertThat(refusal(TargetDocument.patched(CRM, json(patch)))).startsWith(detail);
  }

  @Test
  void who_says_the_secret_may_send_it_anywhere() {
    JsonObject moved =
        json("{'url':'https://elsewhere','token':" + SEALED.replace("f1", "f2") + "}");
    assertThat(ok(TargetDocument.patched(CRM, moved)).text("url")).contains("https://elsewhere");
  }

  @Test
  void a_token_can_give_way_to_a_client_secret_which_goes_to_no_other_endpoint() {
    JsonObject oauth =
        ok(
            TargetDocument.patched(
                CRM,
                json(
                    "{'token':null,'auth':{'type':'oauth','tokenUrl':'https://a'},'clientSecret':"
                        + SEALED
                        + "}")));

    assertThat(oauth.get("token")).isNull();
    assertThat(SecretMembers.shown(oauth).get("clientSecret"))
        .isEqualTo(json("{'sealed':true,'fingerprint':'f1'}"));
    assertThat(refusal(TargetDocument.patched(oauth, json("{'auth':{'tokenUrl':'https://b'}}"))))
        .startsWith("Say 'clientSecret' again: with another 'auth'");
  }

  @Test
  void a_patch_says_what_changes_and_null_takes_away() {
    JsonObject scoped =
        ok(TargetDocument.patched(CRM, json("{'scope':{'filter':'a pr','groups':['g']}}")));
    assertThat(ok(TargetDocument.patched(scoped, json("{'scope':{'groups':null}}"))))
        .isEqualTo(CRM.with("scope", json("{'filter':'a pr'}")));
    assertThat(ok(TargetDocument.patched(scoped, json("{'scope':null}")))).isEqualTo(CRM);
    assertThat(ok(TargetDocument.patched(CRM, json("{'token':null}"))).get("token")).isNull();
  }

  @Test
  void a_new_secret_with_an_end_of_the_old_one_keeps_the_old_one() {
    JsonObject hook = json("{'kind':'webhook','url':'https://h','secret':" + SEALED + "}");
    String next = SEALED.replace("f1", "f2");
    JsonObject rotation =
        json("{'secret':" + next + ",'previousSecretUntil':'2026-12-01T00:00:00Z'}");

    JsonObject rotated = ok(TargetDocument.patched(hook, rotation));

    String aged = "{'sealed':{'keyId':'k1','fingerprint':'f1','text':'a','member':'secret'}}";
    assertThat(rotated)
        .isEqualTo(
            json(
                "{'kind':'webhook','url':'https://h','secret':"
                    + next
                    + ",'previousSecretUntil':'2026-12-01T00:00:00Z','previousSecret':"
                    + aged
                    + "}"));
    assertThat(SecretMembers.sealedFor("previousSecret", json(aged))).isEqualTo("secret");
    assertThat(ok(TargetDocument.patched(rotated, rotation))).isEqualTo(rotated);
    JsonObject ended =
        ok(
            TargetDocument.patched(
                rotated, json("{'previousSecret':null,'previousSecretUntil':null}")));
    assertThat(ended).isEqualTo(hook.with("secret", json(next)));
    JsonObject put = json("{'kind':'webhook','url':'https://h'}");
    assertThat(ok(TargetDocument.replaced(rotated, put))).isEqualTo(ended);
    String until = "2027-01-01T00:00:00Z";
    JsonObject longer = put.with("previousSecretUntil", new JsonString(until));
    assertThat(ok(TargetDocument.replaced(rotated, longer)))
        .isEqualTo(rotated.with("previousSecretUntil", new JsonString(until)));
  }

  @Test
  void a_new_secret_alone_ends_the_old_one_at_once() {
    JsonObject hook = json("{'kind':'webhook','url':'https://h','secret':" + SEALED + "}");
    JsonObject next = json("{'secret':" + SEALED.replace("f1", "f2") + "}");
    assertThat(ok(TargetDocument.patched(hook, next)).get("previousSecret")).isNull();
  }

  @Test
  void no_secret_opens_under_a_name_that_it_was_not_sealed_for() {
    JsonObject aged = json("{'sealed':{'member':'secret'}}");
    assertThat(SecretMembers.sealedFor("token", aged)).isEqualTo("token");
    JsonObject other = json("{'sealed':{'member':'token'}}");
    assertThat(SecretMembers.sealedFor("previousSecret", other)).isEqualTo("previousSecret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'kind':1}",
        "{'kind':'scim','paused':'yes'}",
        "{'kind':'scim','tenant':'demo'}",
        "{'deleted':true}",
        "{'kind':'scim','token':'in the clear'}",
        "{'kind':'scim','token':{'sealed':true}}",
        "{'kind':'scim','token':['in the clear']}"
      })
  void what_is_no_configuration_is_refused(String document) {
    assertThat(refusal(TargetDocument.replaced(null, json(document)))).isNotEmpty();
  }

  @Test
  void of_a_secret_only_its_fingerprint_is_shown() {
    assertThat(SecretMembers.shown(CRM)).isEqualTo(crm("{'sealed':true,'fingerprint':'f1'}"));
    assertThat(SecretMembers.shown(crm("[" + SEALED + "]")))
        .isEqualTo(crm("[{'sealed':true,'fingerprint':'f1'}]"));
  }

  private static JsonObject crm(String token) {
    return json("{'kind':'scim','url':'https://crm','token':" + token + "}");
  }

  private static JsonObject json(String text) {
    return JsonText.object(text);
  }

  private static JsonObject ok(Result<JsonObject> result) {
    return switch (result) {
      case Result.Ok<JsonObject>(var value) -> value;
      case Result.Refused<JsonObject>(var error) -> throw new AssertionError(error);
    };
  }

  private static String refusal(Result<JsonObject> result) {
    return switch (result) {
      case Result.Ok<JsonObject>(var value) -> throw new AssertionError(value);
      case Result.Refused<JsonObject>(var error) -> error.detail();
    };
  }
}

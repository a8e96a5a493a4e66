package dev.rollcall.connector.mapping.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Effect.ScopeChanged;
import dev.rollcall.connector.delivery.core.Link;
import dev.rollcall.connector.delivery.core.Material;
import dev.rollcall.connector.delivery.core.Planner;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.delivery.core.Profile.Accounts;
import dev.rollcall.connector.delivery.core.Profile.InactiveCreate;
import dev.rollcall.connector.delivery.core.Profile.Removal;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a target must have, cut to what it can take.
class FittingTest {
  private static final JsonObject INACTIVE = Facts.person("ina").with("active", JsonBoolean.FALSE);

  private static Profile profile(InactiveCreate inactive, boolean keeps, String... single) {
    return Profile.STANDARD.with(
        new Accounts(Removal.DELETE, inactive, keeps, Set.of(single), Set.of(), false, false));
  }

  private static Outlook outlook(JsonObject document, boolean inScope, Profile profile) {
    var material =
        new Material(
            document,
            Set.of(),
            null,
            inScope,
            null,
            new Link.Unlinked(),
            List.of(),
            List.of(),
            false);
    return Fitting.of(Outlook.of(Facts.user("u1"), material, Shaping.NONE), material, profile);
  }

  @Test
  void who_is_inactive_gets_no_account_where_none_can_be_inactive_and_groups_leave_them_out() {
    Profile never = profile(InactiveCreate.NEVER, true);

    Outlook withheld = outlook(INACTIVE, true, never);
    assertThat(new Planner(never).next(withheld.work())).isInstanceOf(Action.Nothing.class);
    assertThat(withheld.parting()).containsExactly(new ScopeChanged(false));
    assertThat(outlook(INACTIVE, false, never).parting()).isEmpty();

    Outlook back = outlook(Facts.person("ina"), false, never);
    assertThat(new Planner(never).next(back.work())).isInstanceOf(Action.Create.class);
    assertThat(back.parting()).containsExactly(new ScopeChanged(true));
  }

  @Test
  void who_is_inactive_is_created_active_only_where_the_profile_says_so() {
    Profile afterwards = profile(InactiveCreate.AFTERWARDS, true);

    assertThat(new Planner(afterwards).next(outlook(INACTIVE, true, afterwards).work()))
        .isInstanceOfSatisfying(
            Action.Create.class,
            it -> assertThat(it.shape().get("active")).isEqualTo(JsonBoolean.TRUE));
  }

  @Test
  void what_is_not_kept_is_not_sent() {
    JsonObject shape =
        Facts.person("ada").toBuilder()
            .put("externalId", "u1")
            .put("emails", mails(mail("a", false), mail("b", true)))
            .put("addresses", mails(mail("c", false), mail("d", false)))
            .build();

    JsonObject fitted =
        Fitting.fitted(shape, profile(InactiveCreate.ALLOWED, false, "emails", "addresses"));

    assertThat(fitted)
        .isEqualTo(
            Facts.person("ada").toBuilder()
                .put("emails", mails(mail("b", true)))
                .put("addresses", mails(mail("c", false)))
                .build());
    assertThat(Fitting.fitted(shape, Profile.STANDARD)).isEqualTo(shape);
  }

  private static JsonArray mails(JsonObject... values) {
    return new JsonArray(List.<Json>of(values));
  }

  private static JsonObject mail(String value, boolean primary) {
    return JsonObject.builder().put("value", value).put("primary", primary).build();
  }
}

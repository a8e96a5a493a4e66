package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Resolve;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.outbound.Clearance;
import dev.rollcall.connector.target.Opened;
import dev.rollcall.connector.target.rest.RestKind;
import dev.rollcall.connector.target.scim.ScimKind;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// An attempt of several requests makes none of them once the target wants a pause.
class PutOffTest {
  private static final ResourceRef ADA = Facts.user("u1");
  private static final ResourceRef TEAM = Facts.group("g1");

  private final StaffApp staff = new StaffApp();
  private final FakeServer scim = new FakeServer(new ScimDirectory());
  private final FakeServer rest = new FakeServer(staff);

  @AfterEach
  void close() {
    scim.close();
    rest.close();
  }

  @Test
  void a_second_search_is_put_off() {
    try (var target = scim()) {
      var search = new Resolve(target.shape(ADA, Facts.person("ada")));

      assertPutOff(performed(target, ADA, search, 1));

      assertThat(lines(scim)).containsExactly("GET /Users");
      assertThat(performed(target, ADA, search, 2)).isEqualTo(new Answer.NotFound());
    }
  }

  @Test
  void nor_is_it_looked_for_which_member_is_missing() {
    try (var target = scim()) {
      var call = new AddMembers("gone", List.of(joining("u1", "r1")));

      assertPutOff(performed(target, TEAM, call, 1));

      assertThat(lines(scim)).containsExactly("PATCH /Groups/gone");
    }
  }

  @Test
  void nor_is_the_next_member_told_one_by_one() {
    staff.put("ada", null);
    staff.put("grace", null);
    try (var target = rest()) {
      Action.Call create = new Action.Create(target.shape(TEAM, Facts.team("Team")));
      String crew = ((Answer.Created) target.perform(TEAM, create)).remoteId();
      var members =
          Stream.of("ada", "grace")
              .map(name -> joining(name, String.valueOf(staff.number(name))))
              .toList();

      assertPutOff(performed(target, TEAM, new AddMembers(crew, members), 1));

      assertThat(staff.crew("Team")).containsExactly("ada");
    }
  }

  @Test
  void what_is_not_asked_for_a_delivery_waits_for_nobody() {
    try (var target = scim()) {
      assertThat(target.probe()).contains(new Answer.Done(null));
    }
  }

  private static void assertPutOff(Answer answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Failed.class, it -> assertThat(it.failure().kind()).isEqualTo(FailureKind.PUT_OFF));
  }

  /// @param requests after how many the target wants a pause
  private static Answer performed(
      Opened target, ResourceRef resource, Action.Call call, int requests) {
    var left = new AtomicInteger(requests);
    Clearance clearance = () -> Mono.fromSupplier(() -> left.getAndDecrement() > 0);
    return Objects.requireNonNull(
        clearance.over(target.app().perform(resource, call)).block(Connector.PATIENCE));
  }

  private static MemberGap joining(String member, String remoteId) {
    return new MemberGap(member, "User", 1, false, null, null, true, remoteId);
  }

  private static List<String> lines(FakeServer server) {
    return server.requests().stream().map(Request::line).toList();
  }

  private Opened scim() {
    return Opened.of(new ScimKind(), entry(scim).with("token", new JsonString("t")));
  }

  private Opened rest() {
    return Opened.of(
        new RestKind(new JsonataLanguage(MappingLimits.STANDARD)),
        entry(rest).with("operations", StaffApp.operations()));
  }

  private static JsonObject entry(FakeServer server) {
    return JsonObject.builder().put("url", server.url()).put("allowPrivateAddress", true).build();
  }
}

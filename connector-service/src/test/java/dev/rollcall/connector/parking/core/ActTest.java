package dev.rollcall.connector.parking.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.parking.core.Act.Cancel;
import dev.rollcall.connector.parking.core.Act.Discard;
import dev.rollcall.connector.parking.core.Act.Redrive;
import dev.rollcall.connector.parking.core.Act.Selection;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  @Test
  void a_redrive_by_filter_is_read() {
    assertThat(
            read(
                "{'act':'redrive','filter':{'errorClass':['refused','conflict'],"
                    + "'resourceType':'User','parkedAfter':'2026-11-26T06:00:00Z',"
                    + "'text':'quota'},'perSecond':50}"))
        .isEqualTo(
            Result.ok(
                new Redrive(
                    new Selection(
                        new LetterFilter(
                            Set.of("refused", "conflict"),
                            Set.of("User"),
                            Instant.parse("2026-11-26T06:00:00Z"),
                            null,
                            "quota"),
                        null),
                    "",
                    50)));
  }

  @Test
  void a_discard_by_id_is_read() {
    assertThat(read("{'act':'discard','resourceIds':['u1','u2'],'reason':'they left'}"))
        .isEqualTo(
            Result.ok(
                new Discard(
                    new Selection(LetterFilter.ALL, Set.of("u1", "u2")),
                    "they left",
                    Act.PER_SECOND_USUAL)));
  }

  @Test
  void a_cancellation_is_read() {
    assertThat(read("{'act':'cancel','actId':'a1'}")).isEqualTo(Result.ok(new Cancel("a1", "")));
  }

  @Test
  void acts_on_a_target_as_a_whole_are_read() {
    assertThat(read("{'act':'reconcile','reportOnly':true,'reason':'after a restore'}"))
        .isEqualTo(Result.ok(new Act.Reconcile(true, "after a restore")));
    assertThat(
            read(
                "{'act':'repair','reconciliationId':'r1','kind':['drift','extra'],"
                    + "'resourceType':'User','resourceIds':['7'],'notOurs':true}"))
        .isEqualTo(
            Result.ok(
                new Act.Repair(
                    "r1", Set.of("drift", "extra"), Set.of("User"), Set.of("7"), true, "")));
    assertThat(read("{'act':'cancel','reconciliationId':'r1'}"))
        .isEqualTo(Result.ok(new Act.CancelReconciliation("r1", "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'filter':{}}                                       | 'act' is
          {'act':'retry','filter':{}}                         | 'act' is
          {'act':'redrive'}                                   | either 'filter'
          {'act':'redrive','filter':{},'resourceIds':['u1']}  | either 'filter'
          {'act':'redrive','filter':{'status':400}}           | 'status' is not known
          {'act':'redrive','filter':{'errorClass':1}}         | 'errorClass' is a text or
          {'act':'redrive','filter':{'errorClass':'refusd'}}  | 'errorClass' is one of: address_ref
          {'act':'redrive','filter':{'errorclass':'refused'}} | 'errorclass' is not known
          {'act':'redrive','filter':{'parkedAfter':'today'}}  | 'parkedAfter' is a time
          {'act':'redrive','filter':{},'perSecond':0}         | 'perSecond' is a whole number
          {'act':'redrive','filter':{},'perSecond':1.5}       | 'perSecond' is a whole number
          {'act':'redrive','filter':{},'speed':1}             | 'speed' is not known
          {'act':'redrive','filter':[]}                       | 'filter' is an object
          {'act':'discard','filter':{}}                       | takes a 'reason'
          {'act':'cancel'}                                    | takes 'actId'
          {'act':'cancel','actId':'a1','filter':{}}           | takes 'actId'
          {'act':'reconcile','filter':{}}                     | 'filter' is not known
          {'act':'reconcile','reportOnly':'yes'}              | 'reportOnly' is true or false
          {'act':'repair'}                                    | 'reconciliationId' is missing
          {'act':'repair','reconciliationId':'r','kind':'all'}| 'kind' is 'missing'
          {'act':'cancel','reconciliationId':'r','actId':'a'} | 'actId' is not known
          """,
      quoteCharacter = '"')
  void what_makes_no_sense_is_refused_with_its_reason(String act, String reason) {
    assertThat(read(act))
        .isInstanceOfSatisfying(
            Result.Refused.class, it -> assertThat(it.error().detail()).contains(reason));
  }

  private static Result<Act> read(String text) {
    return Act.read(JSON.readObject(text.replace('\'', '"').getBytes(UTF_8)));
  }
}

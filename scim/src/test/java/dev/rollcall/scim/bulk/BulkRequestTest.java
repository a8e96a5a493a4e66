package dev.rollcall.scim.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.bulk.BulkRequest.Operation;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BulkRequestTest {
  private static final String SCHEMAS =
      "'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest']";
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);

  @Test
  void everything_is_read_in_any_letter_case() {
    assertThat(
            parse(
                """
                {%s,'FailOnErrors':'2','operations':[
                  {'Method':'post','Path':'/Users','bulkId':7,'data':{'userName':'ann'}},
                  {'method':'DELETE','path':'/Users/u1','version':'W/"3"','bulkId':7}]}
                """))
        .isEqualTo(
            Result.ok(
                new BulkRequest(
                    2,
                    List.of(
                        new Operation(
                            "POST",
                            "/Users",
                            "7",
                            null,
                            JsonObject.of("userName", new JsonString("ann"))),
                        new Operation("DELETE", "/Users/u1", "7", "W/\"3\"", null)))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'Operations':[]}                                              | 400
          {'schemas':['urn:x'],'Operations':[]}                          | 400
          {%s}                                                           | 400
          {%s,'Operations':{}}                                           | 400
          {%s,'Operations':['x']}                                        | 400
          {%s,'failOnErrors':'x','Operations':[]}                        | 400
          {%s,'failOnErrors':1.5,'Operations':[]}                        | 400
          {%s,'Operations':[{'method':'POST','bulkId':'a'},{'method':'POST','bulkId':'a'}]} | 400
          """)
  void what_is_no_bulk_request_is_refused(String body, int status) {
    assertThat(parse(body))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> assertThat(refused.error().status()).isEqualTo(status));
  }

  @Test
  void too_many_operations_are_refused_with_the_limit() {
    String operations =
        String.join(",", Collections.nCopies(BulkLimits.OPERATIONS_MAX + 1, "{'method':'DELETE'}"));
    assertThat(parse("{%s,'Operations':[" + operations + "]}"))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> {
              assertThat(refused.error().status()).isEqualTo(413);
              assertThat(refused.error().detail()).contains("maxOperations is 1000");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /Users, 0",
    "POST, Users, 0",
    "PUT, /users/u%201, 0",
    "GET, /Users/1, 400",
    "PATCH, /Users, 405",
    "POST, /Users/1, 405",
    "DELETE, /Robots/1, 404",
    "DELETE, /Me, 405",
    "POST, /Bulk, 404",
    "POST, /, 400",
    "PUT, /Users/%zz, 404",
    "DELETE, /Users/1/2, 400",
  })
  void a_path_and_method_name_a_target(String method, String path, int status) {
    int refused =
        switch (BulkTarget.of(SchemaRegistry.standard(), method, path)) {
          case Result.Ok<BulkTarget> _ -> 0;
          case Result.Refused<BulkTarget>(var error) -> error.status();
        };
    assertThat(refused).isEqualTo(status);
  }

  private static Result<BulkRequest> parse(String text) {
    return BulkRequest.parse(json(text.formatted(SCHEMAS)));
  }

  /// Apostrophes stand for quotation marks, except inside of text that has quotation marks itself.
  private static JsonObject json(String text) {
    return JSON.readObject(
        text.replace("\"", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}

package dev.rollcall.ingress.openapi.http;

import dev.rollcall.ingress.Settings;
import dev.rollcall.ingress.openapi.OpenApiDocument;
import dev.rollcall.ingress.scimweb.Address;
import dev.rollcall.ingress.scimweb.ErrorAnswers;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.schema.SchemaRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/// `GET /openapi.json`. It needs no token: it says what everybody has.
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  @Bean
  RouterFunction<ServerResponse> openApiRoutes(Settings settings, ErrorAnswers errors) {
    String scim = settings.scimBaseUrl();
    String publicUrl = scim.substring(0, scim.length() - "/scim/v2".length());
    byte[] document =
        new JsonCodec(JsonLimits.RECORD)
            .write(OpenApiDocument.of(publicUrl, SchemaRegistry.standard()));
    return Address.read(
        "/openapi.json",
        errors,
        _ -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(document));
  }
}

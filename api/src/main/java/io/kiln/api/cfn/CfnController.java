package io.kiln.api.cfn;

import io.kiln.api.auth.Caller;
import io.kiln.api.auth.Project;
import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.cfn.wire.Xml;
import io.kiln.api.fetch.FetchException;
import io.kiln.api.fetch.Fetcher;
import io.kiln.api.http.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** CloudFormation's query API, behind the door that leads each action to a path of its own. */
@RestController
final class CfnController {

  static final String XML = "text/xml;charset=UTF-8";

  private static final MediaType MEDIA = MediaType.parseMediaType(XML);

  /** Whose stacks are meant where nobody has to say who they are. */
  private static final String NOBODYS = "admin";

  private static final String URL = "TemplateURL";
  private static final String BODY = "TemplateBody";

  private final Operations operations;
  private final Fetcher fetcher;

  CfnController(Operations operations, Fetcher fetcher) {
    this.operations = operations;
    this.fetcher = fetcher;
  }

  @RequestMapping(
      path = Endpoint.PATH + "/{action}",
      method = {RequestMethod.GET, RequestMethod.POST})
  ResponseEntity<byte[]> answer(HttpServletRequest request) {
    SentRequest sent =
        SentRequest.of(request)
            .orElseThrow(
                () ->
                    Refused.as(
                        404,
                        "InvalidAction",
                        "Send actions to %s as a field.".formatted(Endpoint.PATH)));
    String project = Caller.of(request).project().map(Project::id).orElse(NOBODYS);
    Fields result = operations.named(sent.action()).answer(fetched(sent.form()), project);
    return ResponseEntity.ok()
        .contentType(MEDIA)
        .body(Xml.answer(sent.action(), result, RequestIds.of(request)));
  }

  /** A template that was named by its address, where that is allowed, as if it had been sent. */
  private Form fetched(Form form) {
    Optional<String> url = form.text(URL);
    if (url.isEmpty() || !fetcher.any()) {
      return form;
    }
    if (form.has(BODY)) {
      throw Refused.invalid("Give either TemplateURL or TemplateBody.");
    }
    try {
      return form.instead(URL, BODY, fetcher.text(url.get()));
    } catch (FetchException e) {
      throw Refused.invalid("TemplateURL cannot be fetched: %s.".formatted(e.getMessage()));
    }
  }
}

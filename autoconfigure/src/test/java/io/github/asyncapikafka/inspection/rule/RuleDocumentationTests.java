package io.github.asyncapikafka.inspection.rule;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.asyncapikafka.inspection.type.MapperComparison;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide and the metadata of properties name exactly the rules that exist.
 */
class RuleDocumentationTests {

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (error|warn|note) \\| .+ \\|$");

	private final Inspector inspector = new Inspector(new MapperComparison(new JsonMapper()));

	@Test
	void guideListsTheRulesWithTheirSeverities() throws IOException {
		Map<String, String> documented = new LinkedHashMap<>();
		Matcher rows = ROW.matcher(Files.readString(Path.of("..", "docs", "inspection.md")));
		while (rows.find()) {
			documented.put(rows.group(1), rows.group(2));
		}
		Map<String, String> rules = new LinkedHashMap<>();
		this.inspector.rules().forEach((id, severity) -> rules.put(id, severity.name().toLowerCase(Locale.ROOT)));
		assertThat(documented).isEqualTo(rules);
	}

	@Test
	void metadataHintsAtTheRules() throws IOException {
		Set<String> hinted = new TreeSet<>();
		try (InputStream metadata = getClass()
			.getResourceAsStream("/META-INF/additional-spring-configuration-metadata.json")) {
			for (JsonNode hint : new JsonMapper().readTree(metadata).path("hints")) {
				if (hint.path("name").asString().equals("asyncapi-kafka.inspection.rules.keys")) {
					hint.path("values").forEach((value) -> hinted.add(value.path("value").asString()));
				}
			}
		}
		assertThat(hinted).isEqualTo(new TreeSet<>(this.inspector.rules().keySet()));
	}

}

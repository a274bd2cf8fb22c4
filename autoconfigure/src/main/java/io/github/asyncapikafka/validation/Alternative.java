package io.github.asyncapikafka.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.github.asyncapikafka.validation.schema.Pointers;
import org.jspecify.annotations.Nullable;

/**
 * The first choice between schemas on the way to an error.
 *
 * @param path the way to the choice
 * @param keyword {@code oneOf} or {@code anyOf}
 * @param branch which of the schemas the error belongs to
 * @param instance the JSON pointer to the value that has the choice
 */
record Alternative(String path, String keyword, String branch, String instance) {

	private static final Set<String> CHOICES = Set.of("oneOf", "anyOf");

	/** Keywords that are followed by a name or an index. */
	private static final Set<String> NAMED = Set.of("properties", "patternProperties", "$defs", "definitions",
			"dependentSchemas", "dependencies", "allOf", "prefixItems");

	/** Keywords that go one level down in the value. */
	private static final Set<String> DESCENDING = Set.of("properties", "patternProperties", "items", "prefixItems",
			"additionalItems", "additionalProperties", "contains", "unevaluatedItems", "unevaluatedProperties");

	static @Nullable Alternative of(Error error) {
		NodePath path = error.getEvaluationPath();
		int levels = 0;
		for (int i = 0; i < path.getNameCount() - 1; i++) {
			String token = String.valueOf(path.getElement(i));
			boolean indexed = String.valueOf(path.getElement(i + 1)).chars().allMatch(Character::isDigit);
			if (CHOICES.contains(token) && indexed) {
				return new Alternative(Pointers.of(tokens(path, i + 1)), token, String.valueOf(path.getElement(i + 1)),
						Pointers.of(tokens(error.getInstanceLocation(),
								Math.min(levels, error.getInstanceLocation().getNameCount()))));
			}
			levels += DESCENDING.contains(token) ? 1 : 0;
			i += (NAMED.contains(token) || (token.equals("items") && indexed)) ? 1 : 0;
		}
		return null;
	}

	static boolean isChoice(String keyword) {
		return CHOICES.contains(keyword);
	}

	static Alternative required(Error error) {
		return Objects.requireNonNull(of(error));
	}

	private static List<String> tokens(NodePath path, int count) {
		List<String> tokens = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			tokens.add(String.valueOf(path.getElement(i)));
		}
		return tokens;
	}

}

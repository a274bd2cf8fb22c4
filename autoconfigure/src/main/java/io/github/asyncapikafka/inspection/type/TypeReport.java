package io.github.asyncapikafka.inspection.type;

import java.util.List;

/**
 * What comes of holding a Java type against a schema.
 *
 * @param mismatches what differs, twenty at most
 * @param skipped what could not be compared
 */
record TypeReport(List<TypeMismatch> mismatches, List<Skipped> skipped) {

	static final TypeReport NOTHING = new TypeReport(List.of(), List.of());

	public TypeReport {
		mismatches = List.copyOf(mismatches);
		skipped = List.copyOf(skipped);
	}

	static TypeReport skipped(String path, String reason) {
		return new TypeReport(List.of(), List.of(new Skipped(path, reason)));
	}

	/**
	 * A part of a Java type that was not compared with its schema.
	 *
	 * @param path the place in Java
	 * @param reason why, as a clause without a full stop
	 */
	public record Skipped(String path, String reason) {

	}

}

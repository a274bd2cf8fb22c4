package io.github.asyncapikafka.inspection.type;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.asyncapikafka.inspection.type.TypeReport.Skipped;
import io.github.asyncapikafka.inspection.type.mapper.JavaPart;
import io.github.asyncapikafka.inspection.type.schema.SchemaNode;
import io.github.asyncapikafka.inspection.type.schema.SchemaNodes;
import io.github.asyncapikafka.inspection.type.schema.SchemaPart;
import tools.jackson.databind.JavaType;

/**
 * Collects what is found, and keeps the work finite: no pair of schema and type is
 * entered within itself, and no more is compared than a sensible type can need.
 */
final class Findings {

	private static final int MAX_MISMATCHES = 20;

	private static final int MAX_DEPTH = 60;

	private static final int MAX_STEPS = 5_000;

	private final SchemaNodes nodes;

	private final int[] steps;

	private final Deque<Pair> entered;

	private final Set<Pair> done = new HashSet<>();

	private final Set<TypeMismatch> mismatches = new LinkedHashSet<>();

	private final Set<Skipped> skipped = new LinkedHashSet<>();

	Findings(SchemaNodes nodes) {
		this(nodes, new int[1], new ArrayDeque<>());
	}

	private Findings(SchemaNodes nodes, int[] steps, Deque<Pair> entered) {
		this.nodes = nodes;
		this.steps = steps;
		this.entered = entered;
	}

	/**
	 * Return findings of something that is tried, within the same bounds.
	 */
	Findings attempt() {
		return new Findings(this.nodes, this.steps, this.entered);
	}

	/**
	 * Return whether to compare a type with a schema; then {@link #leave()} must follow.
	 */
	boolean enter(SchemaNode node, JavaPart<?> part) {
		if (++this.steps[0] > MAX_STEPS || this.entered.size() > MAX_DEPTH) {
			skip(part.path(), "its schema is too large to be compared");
			return false;
		}
		Pair pair = new Pair(node.parts().stream().map(SchemaPart::pointer).toList(), part.type());
		if (this.mismatches.size() >= MAX_MISMATCHES || this.entered.contains(pair) || this.done.contains(pair)) {
			return false;
		}
		this.entered.push(pair);
		return true;
	}

	void leave(boolean once) {
		Pair pair = this.entered.pop();
		if (once) {
			this.done.add(pair);
		}
	}

	void add(TypeRule rule, String pointer, JavaPart<?> part, String what, String remedy) {
		boolean worse = rule == TypeRule.REQUIRED && this.mismatches.stream()
			.anyMatch((other) -> other.path().equals(part.path()) && other.rule().isError());
		if (this.mismatches.size() < MAX_MISMATCHES && !worse) {
			this.mismatches
				.add(new TypeMismatch(rule, this.nodes.location(pointer), pointer, part.path(), what, remedy));
		}
	}

	void skip(String path, String reason) {
		if (this.skipped.size() < MAX_MISMATCHES) {
			this.skipped.add(new Skipped(path, reason));
		}
	}

	void addAll(Findings attempt) {
		this.mismatches.addAll(attempt.mismatches);
		this.skipped.addAll(attempt.skipped);
	}

	boolean hasErrors() {
		return this.mismatches.stream().anyMatch((mismatch) -> mismatch.rule().isError());
	}

	boolean hasOnly(TypeRule rule) {
		return this.mismatches.stream().allMatch((mismatch) -> mismatch.rule() == rule);
	}

	TypeReport toReport() {
		List<TypeMismatch> result = new ArrayList<>(this.mismatches);
		return new TypeReport(result.subList(0, Math.min(result.size(), MAX_MISMATCHES)),
				new ArrayList<>(this.skipped));
	}

	private record Pair(List<String> pointers, JavaType type) {

	}

}

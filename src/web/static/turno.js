// turno.js: what a browser with scripts does better. Every page works without it.
"use strict";

const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

// Text that was typed and not sent: leaving asks first. <form data-guard>; "again" when the page came back with it.
let unsaved = document.querySelector("form[data-guard=again]");
addEventListener("input", event => {
	unsaved = event.target.closest("form[data-guard]") ?? unsaved;
});
addEventListener("submit", event => {
	if (event.target === unsaved)
		unsaved = null;
});
addEventListener("beforeunload", event => {
	if (unsaved)
		event.preventDefault();
});
addEventListener("keydown", event => {
	if (event.key === "Enter" && event.ctrlKey && event.target.matches("form[data-guard] textarea"))
		event.target.form.requestSubmit();
});

// The open reply box holds its ticket: <form data-renew=ADDRESS data-seconds=N>, and in it [data-lost], shown when it is lost.
each("form[data-renew]", form => {
	const beat = setInterval(async () => {
		const body = new URLSearchParams({csrf: form.elements.csrf.value});
		const answer = await fetch(form.dataset.renew, {method: "POST", body, redirect: "manual"}).catch(() => null);
		if (answer?.status >= 400 && answer.status < 500) {
			clearInterval(beat);
			form.querySelector("[data-lost]").hidden = false;
		}
	}, form.dataset.seconds * 1000);
});

// Choices while one types: <input id data-find=ADDRESS>. What is chosen goes into the field that data-into names, else into the input.
// The address answers ?text=… with <li role="option" data-id data-label> each.
each("input[data-find]", input => {
	const list = document.createElement("ul");
	const into = input.form.elements[input.dataset.into];
	let timer = 0, at = -1;
	list.id = `${input.id}-list`;
	list.className = "found";
	list.setAttribute("role", "listbox");
	list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
	for (const [name, value] of Object.entries({role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id}))
		input.setAttribute(name, value);
	input.after(list);

	const mark = place => {
		at = place;
		[...list.children].forEach((option, n) => {
			option.id = `${list.id}-${n}`;
			option.setAttribute("aria-selected", n === at);
		});
		list.children[at]?.scrollIntoView({block: "nearest"});
		if (at < 0)
			input.removeAttribute("aria-activedescendant");
		else
			input.setAttribute("aria-activedescendant", list.children[at].id);
	};
	const show = yes => {
		list.hidden = !yes;
		input.setAttribute("aria-expanded", yes);
		mark(-1);
	};
	const choose = option => {
		if (!option?.dataset.id)
			return;
		input.value = into ? option.dataset.label : option.dataset.id;
		if (into)
			into.value = option.dataset.id;
		show(false);
	};
	const find = async () => {
		const text = input.value.trim();
		const answer = text.length > 1 &&
			await fetch(`${input.dataset.find}?text=${encodeURIComponent(text)}`, {redirect: "manual"}).catch(() => null);
		if (text !== input.value.trim())
			return;
		list.innerHTML = answer?.ok ? await answer.text() : "";
		show(list.children.length > 0);
	};

	show(false);
	input.addEventListener("input", () => {
		if (into)
			into.value = "";
		clearTimeout(timer);
		timer = setTimeout(find, 150);
	});
	input.addEventListener("keydown", event => {
		const count = list.children.length, step = {ArrowDown: 1, ArrowUp: -1}[event.key];
		if (list.hidden)
			return;
		if (step)
			mark((at + step + (at < 0 && step < 0 ? 1 : 0) + count) % count);
		else if (event.key === "Enter" && at >= 0)
			choose(list.children[at]);
		else if (event.key === "Escape")
			show(false);
		else
			return;
		event.preventDefault();
	});
	input.addEventListener("blur", () => show(false));
	list.addEventListener("mousedown", event => {
		event.preventDefault();
		choose(event.target.closest("[role=option]"));
	});
});

// Files dropped anywhere on their form join those already chosen. data-limit: bytes, data-large: what to say beyond.
each("form input[type=file]", input => {
	const form = input.form;
	const carries = event => event.dataTransfer.types.includes("Files");

	form.addEventListener("dragover", event => {
		if (!carries(event))
			return;
		event.preventDefault();
		form.classList.add("drop");
	});
	form.addEventListener("dragleave", event => {
		if (!form.contains(event.relatedTarget))
			form.classList.remove("drop");
	});
	form.addEventListener("drop", event => {
		const all = new DataTransfer();
		if (!carries(event))
			return;
		event.preventDefault();
		form.classList.remove("drop");
		for (const file of [...input.files, ...event.dataTransfer.files])
			all.items.add(file);
		input.files = all.files;
		input.dispatchEvent(new Event("input", {bubbles: true}));
	});
	input.addEventListener("input", () => {
		const bytes = [...input.files].reduce((sum, file) => sum + file.size, 0);
		input.setCustomValidity(bytes > input.dataset.limit ? input.dataset.large : "");
		input.title = [...input.files].map(file => file.name).join(", ");
	});
});

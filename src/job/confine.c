/*
 * The lists below name what no process of turnod does; anything else is let through, so that a
 * newer C library does not end the mail. The reader alone has a list of what it may do.
 */
#define _GNU_SOURCE
#include "config.h"
#include "job/confine.h"

#include <errno.h>
#include <link.h>
#include <sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "base/conf.h"
#include "base/error.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/sanitizer.h"
#include "job/landlock.h"
#include "store/db.h"

#define MEMORY_BYTES                                                                           \
	(1ull << 30) /* and the largest mail; libraries alone are 300 MiB of it                \
		      */

const struct confine confine_fetch = {
    .descriptors = 64, .reads_secrets = true, .writes_spool = true, .meets_strangers = true};
const struct confine confine_deliver = {.descriptors = 256, .may_spawn = true};
const struct confine confine_submit = {
    .descriptors = 64, .reads_secrets = true, .reads_templates = true, .meets_strangers = true};
const struct confine confine_call = {
    .descriptors = 64, .reads_secrets = true, .meets_strangers = true};
const struct confine confine_tidy = {.descriptors = 32};

/* No library that we use has a reason for these: whoever calls them is not our code any more.
 */
static const int never[] = {
    SCMP_SYS(acct),
    SCMP_SYS(bpf),
    SCMP_SYS(chroot),
    SCMP_SYS(delete_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(fsopen),
    SCMP_SYS(init_module),
    SCMP_SYS(ioperm),
    SCMP_SYS(iopl),
    SCMP_SYS(kexec_file_load),
    SCMP_SYS(kexec_load),
    SCMP_SYS(mount),
    SCMP_SYS(move_mount),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(open_tree),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(pivot_root),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(ptrace),
    SCMP_SYS(reboot),
    SCMP_SYS(setns),
    SCMP_SYS(swapoff),
    SCMP_SYS(swapon),
    SCMP_SYS(umount2),
    SCMP_SYS(unshare),
    SCMP_SYS(userfaultfd),
};

/* These a library might try and do without. */
static const int refused[] = {
    SCMP_SYS(add_key),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(keyctl),
    SCMP_SYS(mknod),
    SCMP_SYS(mknodat),
    SCMP_SYS(personality),
    SCMP_SYS(request_key),
};

static bool
add_all(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (seccomp_rule_add(filter, action, calls[i], 0) != 0)
			return false;
	return true;
}

/* Threads, yes: names are looked up in one. The flags of clone3 lie in memory, where a filter
 * cannot see them: without it the C library takes clone. */
static bool
refuse_processes(scmp_filter_ctx filter)
{
	return seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(execve), 0) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(execveat), 0) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(fork), 0) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(vfork), 0) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
		   SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0;
}

static bool
refuse_written_code(scmp_filter_ctx filter)
{
	const uint64_t both = PROT_WRITE | PROT_EXEC;

	return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mmap), 1,
		   SCMP_A2(SCMP_CMP_MASKED_EQ, both, both)) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mprotect), 1,
		   SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC)) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(pkey_mprotect), 1,
		   SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC)) == 0;
}

static bool
enter_seccomp(const struct confine *confine)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	bool is_loaded =
	    filter != NULL &&
	    add_all(filter, SCMP_ACT_KILL_PROCESS, never, G_N_ELEMENTS(never)) &&
	    add_all(filter, SCMP_ACT_ERRNO(EPERM), refused, G_N_ELEMENTS(refused)) &&
	    refuse_written_code(filter) && (confine->may_spawn || refuse_processes(filter)) &&
	    seccomp_load(filter) == 0;

	if (filter != NULL)
		seccomp_release(filter);
	return is_loaded;
}

/* Paths with what may be done there; strings holds those that were made here. */
struct plan {
	GArray *paths; /* struct landlock_path */
	GPtrArray *strings;
};

static void
allow(struct plan *plan, const char *path, unsigned may)
{
	struct landlock_path entry = {path, may};

	if (path != NULL && *path != '\0')
		g_array_append_val(plan->paths, entry);
}

static void
allow_folder_of(struct plan *plan, const char *file, unsigned may)
{
	if (file == NULL || *file == '\0')
		return;
	g_ptr_array_add(plan->strings, g_path_get_dirname(file));
	allow(plan, plan->strings->pdata[plan->strings->len - 1], may);
}

/* The program interpreter that the kernel starts with this program. */
static int
find_interpreter(struct dl_phdr_info *info, size_t size, void *data)
{
	(void)size;
	for (int i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_INTERP)
			*(const char **)data =
			    (const char *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
	return 1; /* the first object is the program */
}

/* A folder, not the file: an update of the C library replaces that while turnod runs. */
static void
allow_readers(struct plan *plan)
{
	const char *interpreter = NULL;
	char *real = NULL;

	dl_iterate_phdr(find_interpreter, &interpreter);
	if (interpreter != NULL && (real = realpath(interpreter, NULL)) != NULL)
		allow_folder_of(plan, real, LANDLOCK_MAY_READ | LANDLOCK_MAY_EXECUTE);
	free(real);
	allow(plan, "/proc/self/exe", LANDLOCK_MAY_READ | LANDLOCK_MAY_EXECUTE);
	if (SANITIZER_ADDRESS) /* its start looks at the maps of a process that is not born yet
				*/
		allow(plan, "/proc", LANDLOCK_MAY_READ);
}

static void
allow_all(struct plan *plan, const char *const *paths, unsigned may)
{
	for (; *paths != NULL; paths++)
		allow(plan, *paths, may);
}

/*
 * What the C library and libpq read. Where names are looked up that is all of /etc and /run: a
 * program that changes resolv.conf puts a new file into its place, and only a rule about the
 * folder holds for that.
 */
static void
allow_system(struct plan *plan, bool looks_up_names)
{
	static const char *const always[] = {
	    "/usr", "/lib", "/lib64", "/dev/urandom", "/dev/random", "/proc/self/exe", NULL};
	static const char *const names[] = {"/etc", "/run", NULL};
	static const char *const no_names[] = {"/etc/ld.so.cache", "/etc/localtime",
	    "/etc/nsswitch.conf", "/etc/passwd", "/etc/ssl", "/etc/krb5.conf", NULL};

	allow_all(plan, always, LANDLOCK_MAY_READ);
	allow_all(plan, looks_up_names ? names : no_names, LANDLOCK_MAY_READ);
	allow(plan, "/dev/null", LANDLOCK_MAY_READ | LANDLOCK_MAY_WRITE);
}

/* The strings in list are the plan's from now on. */
static void
allow_list(struct plan *plan, char **list)
{
	for (char **path = list; *path != NULL; path++) {
		g_ptr_array_add(plan->strings, *path);
		allow(plan, *path, LANDLOCK_MAY_READ);
	}
	g_free(list);
}

static void
make_plan(struct plan *plan, const struct confine *confine, const struct conf *conf)
{
	allow_system(plan, confine->meets_strangers || !db_is_nameless(conf->database_gateway));
	allow_list(plan, db_files(conf->database_gateway));
	allow_list(plan, g_strsplit(conf->confine_also_read, ":", -1));
	if (confine->reads_secrets || *conf->database_gateway_secret != '\0') {
		allow(plan, conf->secret_dir, LANDLOCK_MAY_READ);
		allow(plan, g_getenv("CREDENTIALS_DIRECTORY"), LANDLOCK_MAY_READ);
	}
	if (confine->reads_secrets) {
		allow_folder_of(plan, conf->tls_ca_file, LANDLOCK_MAY_READ);
		allow_folder_of(plan, conf->http_ca_file, LANDLOCK_MAY_READ);
	}
	if (confine->writes_spool)
		allow(plan, conf->spool_dir, LANDLOCK_MAY_READ | LANDLOCK_MAY_WRITE);
	if (confine->reads_templates)
		allow(plan, conf->template_dir, LANDLOCK_MAY_READ);
	if (confine->may_spawn) {
		allow_readers(plan);
		allow_folder_of(plan, conf->pec_ca_file, LANDLOCK_MAY_READ);
	}
}

static void
enter_landlock(const struct confine *confine, const struct conf *conf)
{
	struct plan plan = {g_array_new(FALSE, FALSE, sizeof(struct landlock_path)),
	    g_ptr_array_new_with_free_func(g_free)};

	make_plan(&plan, confine, conf);
	if (!landlock_enter(
		(const struct landlock_path *)plan.paths->data, plan.paths->len, true))
		log_debug("this kernel has no Landlock");
	g_array_unref(plan.paths);
	g_ptr_array_unref(plan.strings);
}

static void
limit_memory(const struct conf *conf)
{
	rlim_t most = MEMORY_BYTES + ((rlim_t)conf->limit_raw_mib << 20);
	struct rlimit limit = {most, most};

	(void)setrlimit(RLIMIT_AS, &limit);
}

bool
confine_enter(const struct confine *confine, const struct conf *conf, GError **error)
{
	harden_descriptors(confine->descriptors);
	if (confine->meets_strangers && !SANITIZER_ADDRESS)
		limit_memory(conf);
	if (!conf->confine)
		return true;
	enter_landlock(confine, conf);
	if (!enter_seccomp(confine))
		return error_set(error, ERROR_RETRY, "the kernel refuses the seccomp filter");
	return true;
}

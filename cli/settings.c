/* SPDX-License-Identifier: MIT */
#include "settings.h"

#include "say.h"

#include <stdio.h>

int settings_read(const arguments *given, size_t flag, settings *out)
{
    out->count = 0;
    for (size_t i = 0; i < given->setting_count; i++) {
        if (given->settings[i].flag != flag) continue;
        option_word *word = &out->words[out->count];
        int status = option_word_read(given->settings[i].value, word);
        if (status != STATUS_OK) return status;
        if (!(word->info->access & SKT_ACCESS_WRITE)) return complain_of_usage("%s can only be read", word->info->name);
        out->count++;
    }
    return STATUS_OK;
}

int settings_apply(const settings *all, skt_socket s, bool connected, const option_word **failed_out)
{
    for (size_t i = 0; i < all->count; i++) {
        const option_word *word = &all->words[i];
        if ((word->info->phase == SKT_PHASE_CONNECTED) != connected) continue;
        int rc = skt_option_set_text(s, word->option, word->value);
        if (rc == 0) continue;
        *failed_out = word;
        return rc;
    }
    return 0;
}

int settings_complain(const option_word *failed, int rc)
{
    char subject[SAY_MAX], shown[SAY_MAX];
    snprintf(subject, sizeof subject, "%s=%.200s", failed->info->name, printable(failed->value, shown));
    return complain_of(subject, rc);
}

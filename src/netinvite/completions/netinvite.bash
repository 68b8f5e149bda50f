# Completion of netinvite for bash, from 4.4 on.
_netinvite() {
    local line
    local -a words=()
    local -i i
    COMPREPLY=()
    # bash cuts --format=pdf at the "="; netinvite wants it whole.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        if ((i)) && [[ ${COMP_WORDS[i]} == = || ${COMP_WORDS[i - 1]} == = ]]; then
            words[${#words[@]} - 1]+=${COMP_WORDS[i]}
        else
            words+=("${COMP_WORDS[i]}")
        fi
    done
    local IFS=$'\n'
    while read -r line; do
        case $line in
            plain,*) COMPREPLY+=("${line#*,}") ;;
            dir,*) compopt -o dirnames ;;
            file,*) compopt -o default ;;
        esac
    done < <(COMP_WORDS="${words[*]}" COMP_CWORD=$((${#words[@]} - 1)) \
        _NETINVITE_COMPLETE=bash_complete "$1" 2> /dev/null)
}
complete -o nosort -F _netinvite netinvite
